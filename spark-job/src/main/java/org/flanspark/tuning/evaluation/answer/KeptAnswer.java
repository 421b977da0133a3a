package org.flanspark.tuning.evaluation.answer;

import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.flanspark.data.shard.ColumnWriter;
import org.flanspark.data.shard.Columns;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.RowTable;

/**
 * What a model said to one prompt, before anything is made of it: no metric, no normalisation and
 * no held-out cluster, so that it serves whoever asks the same model the same again.
 *
 * @param split of the prompt
 * @param asked the prompt's identity and what is right; its ids are not kept
 * @param optionTokens for each option the number of ids that were scored
 * @param logProbabilities for each option the summed natural logarithm of its probability after the
 *     prompt
 * @param contextLogProbabilities the same after the prompt without its content
 * @param text that was generated; empty where options were scored
 */
public record KeptAnswer(
    String split,
    Asked asked,
    List<Integer> optionTokens,
    List<Double> logProbabilities,
    List<Double> contextLogProbabilities,
    String text) {

  public static final String OPTION_TOKENS = "option_tokens";
  public static final String LOG_PROBABILITIES = "log_probabilities";
  public static final String CONTEXT_LOG_PROBABILITIES = "context_log_probabilities";
  public static final String TEXT = "text";

  /** The table of kept answers. */
  static final RowTable<KeptAnswer> TABLE = new Table();

  public KeptAnswer {
    optionTokens = List.copyOf(optionTokens);
    logProbabilities = List.copyOf(logProbabilities);
    contextLogProbabilities = List.copyOf(contextLogProbabilities);
  }

  /** Options that were scored. */
  static KeptAnswer ranked(
      String split,
      EvaluationRow row,
      List<Double> logProbabilities,
      List<Double> contextLogProbabilities) {
    return new KeptAnswer(
        split,
        Asked.of(row),
        row.optionIds().stream().map(ids -> ids.length()).toList(),
        logProbabilities,
        contextLogProbabilities,
        "");
  }

  /** Text that was generated. */
  static KeptAnswer generated(String split, EvaluationRow row, String text) {
    return new KeptAnswer(split, Asked.of(row), List.of(), List.of(), List.of(), text);
  }

  /** A prompt's identity, and what is right; as in {@link EvaluationRow}. */
  public record Asked(
      String task,
      String cluster,
      String exampleId,
      String group,
      String style,
      int template,
      int shots,
      String metric,
      List<String> options,
      List<Integer> answers,
      List<String> references) {
    public Asked {
      options = List.copyOf(options);
      answers = List.copyOf(answers);
      references = List.copyOf(references);
    }

    private static Asked of(EvaluationRow row) {
      return new Asked(
          row.task(),
          row.cluster(),
          row.exampleId(),
          row.group(),
          row.style(),
          row.template(),
          row.shots(),
          row.metric(),
          row.options(),
          row.answers(),
          row.references());
    }
  }

  private static final class Table implements RowTable<KeptAnswer> {
    private static final MessageType SCHEMA =
        Columns.table("kept_answer")
            .text(PromptRows.SPLIT)
            .text(PromptRows.TASK)
            .text(PromptRows.CLUSTER)
            .text(PromptRows.EXAMPLE_ID)
            .text(PromptRows.GROUP)
            .text(PromptRows.STYLE)
            .integer(PromptRows.TEMPLATE)
            .integer(PromptRows.SHOTS)
            .text(PromptRows.METRIC)
            .texts(PromptRows.OPTIONS)
            .integers(PromptRows.ANSWERS)
            .texts(PromptRows.REFERENCES)
            .integers(OPTION_TOKENS)
            .decimals(LOG_PROBABILITIES)
            .decimals(CONTEXT_LOG_PROBABILITIES)
            .text(TEXT)
            .build();

    @Override
    public MessageType schema() {
      return SCHEMA;
    }

    @Override
    public void write(KeptAnswer answer, ColumnWriter columns) {
      Asked asked = answer.asked;
      columns.text(answer.split);
      columns.text(asked.task);
      columns.text(asked.cluster);
      columns.text(asked.exampleId);
      columns.text(asked.group);
      columns.text(asked.style);
      columns.number(asked.template);
      columns.number(asked.shots);
      columns.text(asked.metric);
      columns.texts(asked.options);
      columns.numbers(asked.answers);
      columns.texts(asked.references);
      columns.numbers(answer.optionTokens);
      columns.decimals(answer.logProbabilities);
      columns.decimals(answer.contextLogProbabilities);
      columns.text(answer.text);
    }

    @Override
    public KeptAnswer read(Group group) {
      return new KeptAnswer(
          group.getString(PromptRows.SPLIT, 0),
          new Asked(
              group.getString(PromptRows.TASK, 0),
              group.getString(PromptRows.CLUSTER, 0),
              group.getString(PromptRows.EXAMPLE_ID, 0),
              group.getString(PromptRows.GROUP, 0),
              group.getString(PromptRows.STYLE, 0),
              group.getInteger(PromptRows.TEMPLATE, 0),
              group.getInteger(PromptRows.SHOTS, 0),
              group.getString(PromptRows.METRIC, 0),
              Columns.texts(group, PromptRows.OPTIONS),
              Columns.integers(group, PromptRows.ANSWERS),
              Columns.texts(group, PromptRows.REFERENCES)),
          Columns.integers(group, OPTION_TOKENS),
          Columns.decimals(group, LOG_PROBABILITIES),
          Columns.decimals(group, CONTEXT_LOG_PROBABILITIES),
          group.getString(TEXT, 0));
    }
  }
}
