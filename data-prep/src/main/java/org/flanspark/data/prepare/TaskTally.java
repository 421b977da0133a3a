package org.flanspark.data.prepare;

import java.io.Serializable;

/** What one task's examples came to in a shard; tallies of several shards add up. */
final class TaskTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LengthTally inputTokens = new LengthTally();
  private final LengthTally targetTokens = new LengthTally();
  private long packed;
  private long truncated;
  private long tokens;

  void add(TrainingExample example) {
    packed++;
    truncated += example.truncated() ? 1 : 0;
    tokens += example.length();
    inputTokens.add(example.inputTokens());
    targetTokens.add(example.targetTokens());
  }

  void add(TaskTally other) {
    inputTokens.add(other.inputTokens);
    targetTokens.add(other.targetTokens);
    packed += other.packed;
    truncated += other.truncated;
    tokens += other.tokens;
  }

  /** Examples. */
  long packed() {
    return packed;
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
