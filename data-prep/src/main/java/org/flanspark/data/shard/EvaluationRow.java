package org.flanspark.data.shard;

import java.util.List;
import java.util.Locale;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.flanspark.config.TemplateStyle;
import org.flanspark.data.token.TokenIds;

/**
 * One prompt to evaluate, with what is right.
 *
 * @param task the task's name
 * @param cluster the task's cluster
 * @param heldOut whether the task's cluster was left out of training
 * @param exampleId {@code <task>/<split>/<hash>}
 * @param group what belongs to one question where a metric needs it; empty otherwise
 * @param style {@code instructions}, or {@code baseline} for the completion-style prompt
 * @param template the template's index in its task file; -1 for the baseline
 * @param shots exemplars asked for; fewer stand in the prompt where they do not fit, or where the
 *     task has fewer
 * @param promptIds begin, exemplars, input, separator; no separator for the baseline
 * @param contextIds the prompt without exemplars and content, for the score of an option by itself
 * @param options the texts that are ranked; empty for generation
 * @param optionIds what is scored for each option; with end-of-sequence for instruction styles
 * @param answers indices of the right options
 * @param references texts that count as right
 * @param maxNewTokens where generation stops
 * @param metric the task's metric
 */
public record EvaluationRow(
    String task,
    String cluster,
    boolean heldOut,
    String exampleId,
    String group,
    String style,
    int template,
    int shots,
    TokenIds promptIds,
    TokenIds contextIds,
    List<String> options,
    List<TokenIds> optionIds,
    List<Integer> answers,
    List<String> references,
    int maxNewTokens,
    String metric) {

  /** The style of prompts that the model is trained on. */
  public static final String INSTRUCTIONS = "instructions";

  /** The style of prompts that are worded so. */
  public static String style(TemplateStyle style) {
    return style.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The style of completion prompts, for models that were never instruction-tuned. */
  public static final String BASELINE = "baseline";

  /** The table of evaluation prompts. */
  public static final RowTable<EvaluationRow> TABLE = new Table();

  public EvaluationRow {
    options = List.copyOf(options);
    optionIds = List.copyOf(optionIds);
    answers = List.copyOf(answers);
    references = List.copyOf(references);
    if (options.size() != optionIds.size()) {
      throw new IllegalArgumentException(
          "Invalid evaluation row %s: %s options, expected %s, one for each sequence of option ids"
              .formatted(exampleId, options.size(), optionIds.size()));
    }
  }

  /** Whether options are ranked; otherwise text is generated. */
  public boolean isRanked() {
    return !options.isEmpty();
  }

  /** The same of a task that is held out, or that is not. */
  public EvaluationRow inTask(boolean isHeldOut) {
    return new EvaluationRow(
        task,
        cluster,
        isHeldOut,
        exampleId,
        group,
        style,
        template,
        shots,
        promptIds,
        contextIds,
        options,
        optionIds,
        answers,
        references,
        maxNewTokens,
        metric);
  }

  private static final class Table implements RowTable<EvaluationRow> {
    private static final MessageType SCHEMA =
        Columns.table("evaluation_row")
            .text("task")
            .text("cluster")
            .bool("held_out")
            .text("example_id")
            .text("group")
            .text("style")
            .integer("template")
            .integer("shots")
            .integers("prompt_ids")
            .integers("context_ids")
            .texts("options")
            .integerLists("option_ids")
            .integers("answers")
            .texts("references")
            .integer("max_new_tokens")
            .text("metric")
            .build();

    @Override
    public MessageType schema() {
      return SCHEMA;
    }

    @Override
    public void write(EvaluationRow row, ColumnWriter columns) {
      columns.text(row.task);
      columns.text(row.cluster);
      columns.bool(row.heldOut);
      columns.text(row.exampleId);
      columns.text(row.group);
      columns.text(row.style);
      columns.number(row.template);
      columns.number(row.shots);
      columns.ids(row.promptIds);
      columns.ids(row.contextIds);
      columns.texts(row.options);
      columns.idLists(row.optionIds);
      columns.numbers(row.answers);
      columns.texts(row.references);
      columns.number(row.maxNewTokens);
      columns.text(row.metric);
    }

    @Override
    public EvaluationRow read(Group group) {
      return new EvaluationRow(
          group.getString("task", 0),
          group.getString("cluster", 0),
          group.getBoolean("held_out", 0),
          group.getString("example_id", 0),
          group.getString("group", 0),
          group.getString("style", 0),
          group.getInteger("template", 0),
          group.getInteger("shots", 0),
          Columns.tokenIds(group, "prompt_ids"),
          Columns.tokenIds(group, "context_ids"),
          Columns.texts(group, "options"),
          Columns.tokenIdLists(group, "option_ids"),
          Columns.integers(group, "answers"),
          Columns.texts(group, "references"),
          group.getInteger("max_new_tokens", 0),
          group.getString("metric", 0));
    }
  }
}
