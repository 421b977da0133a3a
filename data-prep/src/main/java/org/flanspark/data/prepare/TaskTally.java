package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** What one task's examples came to in a shard; tallies of several shards add up. */
final class TaskTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Long> rejected = new TreeMap<>();
  private final LengthTally inputTokens = new LengthTally();
  private final LengthTally targetTokens = new LengthTally();
  private long rendered;
  private long truncated;
  private long tokens;

  void add(TrainingExample example) {
    if (example.isRejected()) {
      rejected.merge(example.reason(), 1L, Long::sum);
      return;
    }
    rendered++;
    truncated += example.truncated() ? 1 : 0;
    tokens += example.prompt().length() + example.target().length();
    inputTokens.add(example.inputTokens());
    targetTokens.add(example.targetTokens());
  }

  void add(EvaluationPrompt prompt) {
    if (prompt.isRejected()) {
      rejected.merge(prompt.reason(), 1L, Long::sum);
    } else {
      rendered++;
    }
  }

  void add(TaskTally other) {
    other.rejected.forEach((reason, count) -> rejected.merge(reason, count, Long::sum));
    inputTokens.add(other.inputTokens);
    targetTokens.add(other.targetTokens);
    rendered += other.rendered;
    truncated += other.truncated;
    tokens += other.tokens;
  }

  /** Examples by reason code. */
  Map<String, Long> rejected() {
    return rejected;
  }

  long rendered() {
    return rendered;
  }

  long truncated() {
    return truncated;
  }

  /** Positions in packed rows. */
  long tokens() {
    return tokens;
  }

  LengthTally inputTokens() {
    return inputTokens;
  }

  LengthTally targetTokens() {
    return targetTokens;
  }
}
