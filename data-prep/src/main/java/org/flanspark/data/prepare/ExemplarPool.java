package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.data.packing.Exemplars;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.template.Wording;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;

/**
 * Solved examples of a task's training split to put before others. A bucket's first records by hash
 * are a random draw of the split already, and all that its examples draw from.
 */
final class ExemplarPool {
  /** As many as keep sixteen exemplars of one example mostly unlike those of the next. */
  private static final int MOST = 256;

  private record Candidate(String exampleId, TaskRecord record) {}

  private record Key(int candidate, Wording wording, int template) {}

  /** The exemplars of one prompt: ids, and the same as text. */
  record Chosen(Exemplars exemplars, String text) {
    static final Chosen NONE = new Chosen(new Exemplars(TokenIds.empty(), 0), "");
  }

  /**
   * What is asked for.
   *
   * @param shots how many exemplars
   * @param template in the words of which they stand
   */
  record Asked(int shots, Wording wording, int template) {}

  private final Task task;
  private final Tokenizer tokenizer;
  private final LengthLimit limit;
  private final long seed;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<Key, Exemplars.Solved> solved = new HashMap<>();

  ExemplarPool(Task task, Tokenizer tokenizer, LengthLimit limit, long seed) {
    this.task = task;
    this.tokenizer = tokenizer;
    this.limit = limit;
    this.seed = seed;
  }

  /** Adds a training record while there is room. */
  void offer(String exampleId, TaskRecord record) {
    if (candidates.size() < MOST) {
      candidates.add(new Candidate(exampleId, record));
    }
  }

  /**
   * Exemplars for an example, in the words of the same template; never the example itself or a copy
   * of it, which would tell the answer.
   *
   * @param room tokens for all of them together
   */
  Chosen choose(Asked asked, String exampleId, int pass, int room) {
    if (asked.shots() == 0 || candidates.isEmpty()) {
      return Chosen.NONE;
    }
    List<Integer> chosen = draw(asked.shots(), exampleId, pass);
    Exemplars exemplars =
        Exemplars.fitting(
            chosen.stream().map(candidate -> solved(candidate, asked)).toList(),
            limit.format(),
            room);
    return new Chosen(exemplars, text(chosen.subList(0, exemplars.count()), asked));
  }

  /** The records of the exemplars for an example, in their order, whatever their length. */
  List<TaskRecord> records(int shots, String exampleId, int pass) {
    return draw(shots, exampleId, pass).stream()
        .map(candidate -> candidates.get(candidate).record())
        .toList();
  }

  private List<Integer> draw(int shots, String exampleId, int pass) {
    List<Integer> chosen = new ArrayList<>();
    if (shots == 0 || candidates.isEmpty()) {
      return chosen;
    }
    int first = StableHash.below(candidates.size(), seed, "exemplar", exampleId, pass);
    for (int i = 0; i < candidates.size() && chosen.size() < shots; i++) {
      int candidate = (first + i) % candidates.size();
      if (!recordHash(candidates.get(candidate).exampleId()).equals(recordHash(exampleId))) {
        chosen.add(candidate);
      }
    }
    return chosen;
  }

  /** Copies of a record, in other splits too, differ in what stands around its hash alone. */
  private static String recordHash(String exampleId) {
    String last = exampleId.substring(exampleId.lastIndexOf('/') + 1);
    int copy = last.indexOf('-');
    return copy < 0 ? last : last.substring(0, copy);
  }

  private Exemplars.Solved solved(int candidate, Asked asked) {
    return solved.computeIfAbsent(
        new Key(candidate, asked.wording(), asked.template()),
        key -> {
          Rendered rendered = rendered(candidate, asked);
          return new Exemplars.Solved(
              tokenizer.encode(rendered.input()), tokenizer.encode(rendered.target()));
        });
  }

  private String text(List<Integer> chosen, Asked asked) {
    StringBuilder text = new StringBuilder();
    for (int candidate : chosen) {
      Rendered rendered = rendered(candidate, asked);
      text.append(rendered.input()).append("\n\n").append(rendered.target()).append("\n\n");
    }
    return text.toString();
  }

  private Rendered rendered(int candidate, Asked asked) {
    return asked.wording().render(task, asked.template(), candidates.get(candidate).record());
  }
}
