package org.flanspark.tuning.evaluation.answer;

import java.util.List;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;

/** Evaluation rows for tests. */
public final class Prompts {
  /** Of a template's own words. */
  public static final TokenIds CONTEXT = TokenIds.of(1, 1);

  private Prompts() {}

  /** A prompt with the options "no" (id 5) and "yes" (id 6). */
  public static EvaluationRow ranked(
      String task, int example, String style, int template, TokenIds prompt, int answer) {
    return new EvaluationRow(
        task,
        task + "-cluster",
        task.equals("unseen"),
        "%s/test/%016x".formatted(task, example),
        "",
        style,
        template,
        0,
        prompt,
        CONTEXT,
        List.of("no", "yes"),
        List.of(TokenIds.of(5), TokenIds.of(6)),
        List.of(answer),
        List.of(),
        0,
        "accuracy");
  }

  public static EvaluationRow generated(
      String task, int example, int template, TokenIds prompt, String reference) {
    return new EvaluationRow(
        task,
        task + "-cluster",
        false,
        "%s/test/%016x".formatted(task, example),
        "",
        EvaluationRow.INSTRUCTIONS,
        template,
        0,
        prompt,
        CONTEXT,
        List.of(),
        List.of(),
        List.of(),
        List.of(reference),
        8,
        "exact-match");
  }

  /** The prompt with another metric, and the question that it belongs to. */
  public static EvaluationRow measured(EvaluationRow row, String metric, String group) {
    return new EvaluationRow(
        row.task(),
        row.cluster(),
        row.heldOut(),
        row.exampleId(),
        group,
        row.style(),
        row.template(),
        row.shots(),
        row.promptIds(),
        row.contextIds(),
        row.options(),
        row.optionIds(),
        row.answers(),
        row.references(),
        row.maxNewTokens(),
        metric);
  }
}
