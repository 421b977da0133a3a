package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.RunConfig;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.packing.MarkedTokens;
import org.flanspark.data.packing.PromptFormat;
import org.flanspark.data.packing.TokenizedExample;
import org.flanspark.data.quarantine.Verdict;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.template.Template;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The first records of one task, as a preparation would take them.
 *
 * @param accepted records that fit
 * @param rejected how many do not, by reason code
 */
public record TaskPreview(List<TaskRecord> accepted, Map<String, Long> rejected) {
  public TaskPreview {
    accepted = List.copyOf(accepted);
    rejected = Map.copyOf(rejected);
  }

  /**
   * Reads so many records of a file.
   *
   * @param file of the task at index 0
   */
  public static TaskPreview read(SparkSession session, Task task, SourceFile file, int rows) {
    RecordCheck check = new RecordCheck(List.of());
    List<TaskRecord> accepted = new ArrayList<>();
    Map<String, Long> rejected = new TreeMap<>();
    SparkSession own = PreparationSession.of(session);
    for (Row row :
        new SourceReader(own).read(List.of(file), List.of(task)).limit(rows).collectAsList()) {
      Verdict<TaskRecord> verdict = check.check(task, JudgedRecords.candidate(row));
      if (verdict instanceof Verdict.Accepted<TaskRecord> fits) {
        accepted.add(fits.value());
      } else {
        String reason = ((Verdict.Rejected<TaskRecord>) verdict).reason().code();
        rejected.merge(reason, 1L, Long::sum);
      }
    }
    return new TaskPreview(accepted, rejected);
  }

  /**
   * A record in the words of one template, a line each for input, target and, with a tokenizer, the
   * segment's tokens with those between brackets that count in the loss.
   */
  public static List<String> lines(
      Task task, int template, TaskRecord record, RunConfig config, @Nullable Tokenizer tokenizer) {
    Rendered rendered = Template.of(task.templates().get(template)).render(record);
    List<String> lines = new ArrayList<>();
    lines.add("input   " + rendered.input().replace("\n", "\n        "));
    lines.add("target  " + rendered.target().replace("\n", "\n        "));
    if (tokenizer != null) {
      lines.add("tokens  " + tokens(rendered, config, tokenizer));
    }
    return lines;
  }

  private static String tokens(Rendered rendered, RunConfig config, Tokenizer tokenizer) {
    LengthLimit limit =
        new LengthLimit(config.packing(), PromptFormat.of(config.packing(), tokenizer));
    TokenIds input = tokenizer.encode(rendered.input());
    TokenIds target = tokenizer.encode(rendered.target());
    return limit
        .fit(input, target)
        .map(
            fitted -> {
              TokenizedExample segment =
                  new TokenizedExample("", 0, fitted.prompt(), fitted.target());
              return MarkedTokens.of(segment.inputIds(), segment.labels(), tokenizer)
                  + (fitted.truncated() ? "   (cut to fit)" : "");
            })
        .orElse("too long for packing.row-length, and packing.too-long is quarantine");
  }
}
