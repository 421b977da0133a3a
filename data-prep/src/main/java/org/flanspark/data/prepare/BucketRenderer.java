package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.quality.Fingerprint;
import org.flanspark.data.quarantine.Reason;
import org.flanspark.data.quarantine.Verdict;
import org.flanspark.data.rendered.BucketFacts;
import org.flanspark.data.rendered.BucketFacts.ReadCount;
import org.flanspark.data.rendered.RenderedExample;
import org.flanspark.data.rendered.RenderedPrompt;
import org.flanspark.data.rendered.UnrenderedRecord;
import org.flanspark.data.rendered.Use;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.QuarantinedRow;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.InputFields;
import org.flanspark.data.token.Tokenizer;

/**
 * Renders one bucket of one task: a pass over its records, one at a time in memory. They come by
 * split, training first, so that its first records can be the exemplars of all others.
 */
final class BucketRenderer {
  private final Task task;
  private final Rendering rendering;
  private final BucketWriter writer;
  private final int bucket;
  private final int passes;
  private final List<String> inputFields;
  private final ExemplarPool pool;
  private final ExampleRenderer examples;
  private final PromptRenderer prompts;
  private final Map<Use, UseTally> tallies = new EnumMap<>(Use.class);
  private final Map<ReadCount, Long> read = new HashMap<>();
  private final Map<String, Integer> copies = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private String split = "";

  BucketRenderer(
      TaskWork work, int bucket, Rendering rendering, TokenizerSource source, BucketWriter writer) {
    this.task = work.task();
    this.inputFields = InputFields.of(task);
    this.rendering = rendering;
    this.writer = writer;
    this.bucket = bucket;
    Wanted part = work.wanted().part(work.bucketing().count());
    this.passes = part.passes();
    Tokenizer tokenizer = source.open();
    LengthLimit limit = source.limit();
    this.pool = new ExemplarPool(task, tokenizer, limit, rendering.seed());
    this.examples = new ExampleRenderer(task, rendering, tokenizer, limit, pool);
    this.prompts = new PromptRenderer(task, rendering, tokenizer, limit, pool);
    for (Use use : Use.values()) {
      if (part.of(use) > 0) {
        tallies.put(use, new UseTally(part.of(use)));
      }
    }
  }

  /** What the bucket's records came to. */
  BucketFacts facts() {
    Map<Use, BucketFacts.UseFacts> uses = new EnumMap<>(Use.class);
    tallies.forEach((use, tally) -> uses.put(use, tally.facts()));
    List<ReadCount> counts =
        read.entrySet().stream()
            .map(
                entry ->
                    new ReadCount(
                        entry.getKey().sourceSplit(),
                        entry.getKey().split(),
                        entry.getKey().reason(),
                        entry.getValue()))
            .sorted(ReadCount.ORDER)
            .toList();
    return new BucketFacts(bucket, counts, uses, writer.files());
  }

  /** Takes the bucket's next record. */
  void render(Row row) {
    if (!Records.reason(row).isEmpty()) {
      count(row, Records.reason(row));
      writer.write(
          new QuarantinedRow(
              task.name(), Records.sourceSplit(row), Records.reason(row), Records.raw(row)));
      return;
    }
    startSplit(Records.split(row));
    int copy = copies.merge(Records.hash(row), 1, Integer::sum);
    if (copy > 1 && !rendering.keepsCopies()) {
      count(row, Reason.DUPLICATE.code());
      return;
    }
    count(row, "");
    String exampleId =
        task.name() + "/" + split + "/" + Records.hash(row) + (copy > 1 ? "-" + copy : "");
    if (!split.isEmpty()) {
      render(row, exampleId);
    }
  }

  /** Copies are told apart within a split. */
  private void startSplit(String next) {
    if (!next.equals(split)) {
      split = next;
      copies.clear();
    }
  }

  private void count(Row row, String reason) {
    read.merge(
        new ReadCount(Records.sourceSplit(row), Records.split(row), reason, 0), 1L, Long::sum);
  }

  private void render(Row row, String exampleId) {
    TaskRecord record = Records.record(row, task);
    long number = numbers.merge(split, 1L, Long::sum) - 1;
    ExampleRenderer.Placed placed =
        new ExampleRenderer.Placed(split, exampleId, Records.order(row), number, record);
    if (split.equals(PreparedFolder.TRAIN) && rendering.needsExemplars()) {
      pool.offer(exampleId, record);
    }
    tallies.forEach(
        (use, tally) -> {
          if (use.split().equals(split) && tally.takes(placed.order())) {
            render(placed, use);
          }
        });
  }

  private void render(ExampleRenderer.Placed placed, Use use) {
    if (use.isPacked()) {
      examples(placed, use);
    } else {
      prompts(placed, use);
    }
  }

  private void examples(ExampleRenderer.Placed placed, Use use) {
    List<String> content = new ArrayList<>(inputs(placed.record()));
    content.add(placed.record().answer());
    Fingerprint fingerprint = Fingerprint.of(content);
    for (int pass = 0; pass < (use == Use.TRAINING ? passes : 1); pass++) {
      Verdict<RenderedExample> verdict = examples.render(placed, fingerprint, pass);
      if (verdict instanceof Verdict.Accepted<RenderedExample> accepted) {
        writer.write(accepted.value());
      } else {
        reject(placed, ((Verdict.Rejected<RenderedExample>) verdict).reason(), use);
      }
    }
  }

  private void prompts(ExampleRenderer.Placed placed, Use use) {
    List<EvaluationRow> rows = prompts.render(placed.exampleId(), placed.record());
    if (rows.isEmpty()) {
      reject(placed, Reason.TOO_LONG, use);
    }
    List<String> inputs = inputs(placed.record());
    for (EvaluationRow row : rows) {
      writer.write(new RenderedPrompt(split, placed.order(), inputs, row));
      inputs = List.of();
    }
  }

  private List<String> inputs(TaskRecord record) {
    return inputFields.stream().map(name -> record.fields().getOrDefault(name, "")).toList();
  }

  private void reject(ExampleRenderer.Placed placed, Reason reason, Use use) {
    String record = CanonicalJson.of(task, placed.record());
    writer.write(
        new UnrenderedRecord(
            use,
            placed.exampleId(),
            placed.order(),
            new QuarantinedRow(task.name(), split, reason.code(), record)));
  }
}
