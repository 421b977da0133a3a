package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.quarantine.Reason;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.BaselinePrompt;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskTemplate;
import org.flanspark.data.template.Template;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;

/**
 * The station that renders and tokenizes validation and test records as prompts: one for each
 * template that asks for the answer, and the completion-style one for models that were never tuned.
 * A record is prompted with all of them or with none, so that templates are compared on the same
 * records.
 *
 * @param roles the chosen tasks, by id
 * @param draws which records are used
 * @param tokenizer the executor's way to the tokenizer
 * @param templatesPerTask the first so many of a task's templates are used
 * @param maxNewTokens where generation stops
 */
record EvaluationPrompts(
    List<TaskRole> roles,
    Draws draws,
    TokenizerSource tokenizer,
    int templatesPerTask,
    int maxNewTokens)
    implements Serializable {

  private static final int BASELINE_TEMPLATE = -1;

  /** A record to be asked about. */
  private record Asked(int id, TaskRole role, String split, String exampleId, TaskRecord record) {}

  /** One way of asking: texts, not yet ids. */
  private record Question(
      String style,
      int template,
      String input,
      String context,
      List<String> continuations,
      List<String> references) {
    boolean isBaseline() {
      return style.equals(EvaluationRow.BASELINE);
    }
  }

  /** The prompts of a table of {@link Records}, as rows of {@link EvaluationPrompt#SCHEMA}. */
  Dataset<Row> of(Dataset<Row> records) {
    return records
        .where(
            functions
                .col(Records.REASON)
                .isNull()
                .and(
                    functions
                        .col(Records.SPLIT)
                        .isin(PreparedFolder.VALIDATION, PreparedFolder.TEST)))
        .flatMap(
            (FlatMapFunction<Row, Row>) this::render, Records.encoder(EvaluationPrompt.SCHEMA));
  }

  private Iterator<Row> render(Row row) {
    int id = row.getInt(row.fieldIndex(Records.TASK));
    String split = row.getString(row.fieldIndex(Records.SPLIT));
    String exampleId = row.getString(row.fieldIndex(Records.EXAMPLE_ID));
    long order = row.getLong(row.fieldIndex(Records.ORDER));
    Use use = split.equals(PreparedFolder.TEST) ? Use.TEST_PROMPTS : Use.VALIDATION_PROMPTS;
    if (draws.times(use, id, order, exampleId) == 0) {
      return List.<Row>of().iterator();
    }
    TaskRole role = roles.get(id);
    Asked asked = new Asked(id, role, split, exampleId, Records.record(row, role.task()));
    return prompts(asked).stream().map(EvaluationPrompt::toRow).iterator();
  }

  private List<EvaluationPrompt> prompts(Asked asked) {
    List<EvaluationPrompt> prompts = new ArrayList<>();
    for (Question question : questions(asked)) {
      Optional<EvaluationRow> row = row(asked, question);
      if (row.isEmpty()) {
        return List.of(rejected(asked));
      }
      prompts.add(
          new EvaluationPrompt(
              asked.split(),
              shard(asked.exampleId(), question.template()),
              asked.id(),
              "",
              "",
              row.get()));
    }
    return prompts;
  }

  private List<Question> questions(Asked asked) {
    Task task = asked.role().task();
    TaskRecord record = asked.record();
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < Math.min(templatesPerTask, task.templates().size()); i++) {
      if (!task.templates().get(i).turnedAround()) {
        questions.add(instruction(i, task.templates().get(i), record));
      }
    }
    BaselinePrompt baseline = task.baseline();
    if (baseline != null) {
      questions.add(baseline(baseline, record));
    }
    return questions;
  }

  private static Question instruction(int index, TaskTemplate words, TaskRecord record) {
    Template template = Template.of(words);
    return new Question(
        EvaluationRow.INSTRUCTIONS,
        index,
        template.render(record).input(),
        template.context(),
        record.options().stream().map(option -> template.targetOf(option, record)).toList(),
        record.references().stream().map(text -> template.targetOf(text, record)).toList());
  }

  private static Question baseline(BaselinePrompt baseline, TaskRecord record) {
    return new Question(
        EvaluationRow.BASELINE,
        BASELINE_TEMPLATE,
        Template.baselineInput(baseline, record),
        Template.contextOf(baseline.input()),
        baseline.options().isEmpty()
            ? record.options().stream().map(option -> " " + option).toList()
            : baseline.options(),
        record.references());
  }

  private Optional<EvaluationRow> row(Asked asked, Question question) {
    Tokenizer open = tokenizer.open();
    LengthLimit limit = tokenizer.limit();
    List<TokenIds> optionIds = new ArrayList<>();
    for (String continuation : question.continuations()) {
      Optional<TokenIds> ids = limit.fitTarget(open.encode(continuation));
      if (ids.isEmpty()) {
        return Optional.empty();
      }
      // Instruction styles were trained to end; a completion goes on.
      optionIds.add(question.isBaseline() ? ids.get() : limit.format().ended(ids.get()));
    }
    int reserved =
        optionIds.stream().mapToInt(TokenIds::length).max().orElse(Math.max(1, maxNewTokens));
    return limit
        .fitInput(open.encode(question.input()), reserved)
        .map(prompt -> row(asked, question, prompt, optionIds));
  }

  private EvaluationRow row(
      Asked asked, Question question, TokenIds prompt, List<TokenIds> optionIds) {
    Task task = asked.role().task();
    return new EvaluationRow(
        task.name(),
        task.cluster(),
        asked.role().heldOut(),
        asked.exampleId(),
        asked.record().group(),
        question.style(),
        question.template(),
        0,
        question.isBaseline() ? unseparated(prompt) : prompt,
        context(question),
        asked.record().options(),
        optionIds,
        asked.record().answers(),
        question.references(),
        maxNewTokens,
        task.metric());
  }

  /** The unconditional score needs something to go on, so this is never empty. */
  private TokenIds context(Question question) {
    TokenIds whole = tokenizer.limit().format().prompt(tokenizer.open().encode(question.context()));
    TokenIds context = question.isBaseline() ? unseparated(whole) : whole;
    return context.isEmpty() ? TokenIds.of(tokenizer.open().endOfSequence()) : context;
  }

  /** A completion goes on where its prompt ends. */
  private TokenIds unseparated(TokenIds prompt) {
    return prompt.first(prompt.length() - tokenizer.limit().format().separator().length());
  }

  private EvaluationPrompt rejected(Asked asked) {
    Task task = asked.role().task();
    EvaluationRow identity =
        new EvaluationRow(
            task.name(),
            task.cluster(),
            asked.role().heldOut(),
            asked.exampleId(),
            "",
            "",
            0,
            0,
            TokenIds.empty(),
            TokenIds.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            task.metric());
    return new EvaluationPrompt(
        asked.split(),
        shard(asked.exampleId(), 0),
        asked.id(),
        Reason.TOO_LONG.code(),
        CanonicalJson.of(task, asked.record()),
        identity);
  }

  private int shard(String exampleId, int template) {
    return StableHash.below(tokenizer.packing().shards(), exampleId, template, 0);
  }
}
