package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.flanspark.config.TemplateStyle;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.Wording;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;

/**
 * Renders and tokenizes the records of one task as prompts: one for each template that asks for the
 * answer, one in the style that is trained on where that is another, and the completion-style one
 * for models that were never tuned; all of them once with each number of exemplars. A record is
 * prompted with all of them or with none, so that templates are compared on the same records.
 */
final class PromptRenderer {
  private static final int BASELINE_TEMPLATE = -1;

  private final Task task;
  private final Rendering rendering;
  private final Tokenizer tokenizer;
  private final LengthLimit limit;
  private final ExemplarPool pool;

  /** One way of asking: texts, not yet ids. */
  private record Question(
      String style,
      Wording wording,
      int template,
      String input,
      String context,
      List<String> continuations,
      List<String> references) {
    boolean isBaseline() {
      return style.equals(EvaluationRow.BASELINE);
    }
  }

  PromptRenderer(
      Task task, Rendering rendering, Tokenizer tokenizer, LengthLimit limit, ExemplarPool pool) {
    this.task = task;
    this.rendering = rendering;
    this.tokenizer = tokenizer;
    this.limit = limit;
    this.pool = pool;
  }

  /** The record's prompts, those with fewest exemplars first; none where one does not fit. */
  List<EvaluationRow> render(String exampleId, TaskRecord given) {
    TaskRecord record = rendering.options().of(given, exampleId, 0);
    List<EvaluationRow> prompts = new ArrayList<>();
    for (Question question : questions(given, record)) {
      List<EvaluationRow> rows = rows(exampleId, record, question);
      if (rows.isEmpty()) {
        return List.of();
      }
      prompts.addAll(rows);
    }
    prompts.sort(Comparator.comparingInt(EvaluationRow::shots));
    return prompts;
  }

  private List<Question> questions(TaskRecord given, TaskRecord record) {
    Wording instructions = new Wording(TemplateStyle.INSTRUCTIONS, rendering.wording().perTask());
    List<Question> questions = new ArrayList<>(questions(instructions, record));
    if (rendering.wording().style() != TemplateStyle.INSTRUCTIONS) {
      questions.addAll(questions(rendering.wording(), record));
    }
    completion().ifPresent(prompt -> questions.add(baseline(prompt, given, record)));
    return questions;
  }

  private Optional<CompletionPrompt> completion() {
    return Optional.ofNullable(task.baseline()).map(CompletionPrompt::new);
  }

  private List<Question> questions(Wording wording, TaskRecord record) {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < wording.templates(task); i++) {
      if (!wording.turnedAround(task, i)) {
        int template = i;
        questions.add(
            new Question(
                EvaluationRow.style(wording.style()),
                wording,
                template,
                wording.render(task, template, record).input(),
                wording.context(task, template),
                record.options().stream()
                    .map(option -> wording.targetOf(task, template, option, record))
                    .toList(),
                record.references().stream()
                    .map(text -> wording.targetOf(task, template, text, record))
                    .toList()));
      }
    }
    return questions;
  }

  /** Its completions stand in the order in which the record's options are listed. */
  private static Question baseline(CompletionPrompt prompt, TaskRecord given, TaskRecord record) {
    return new Question(
        EvaluationRow.BASELINE,
        new Wording(TemplateStyle.NONE, 1),
        BASELINE_TEMPLATE,
        prompt.input(record),
        prompt.context(),
        record.options().stream().map(option -> prompt.continuation(given, option)).toList(),
        record.references());
  }

  /** The question once with each number of exemplars; none where it does not fit. */
  private List<EvaluationRow> rows(String exampleId, TaskRecord record, Question question) {
    List<TokenIds> optionIds = new ArrayList<>();
    for (String continuation : question.continuations()) {
      Optional<TokenIds> ids = limit.fitTarget(tokenizer.encode(continuation));
      if (ids.isEmpty()) {
        return List.of();
      }
      // Instruction styles were trained to end; a completion goes on.
      optionIds.add(question.isBaseline() ? ids.get() : limit.format().ended(ids.get()));
    }
    int reserved =
        optionIds.stream()
            .mapToInt(TokenIds::length)
            .max()
            .orElse(Math.max(1, rendering.maxNewTokens()));
    List<EvaluationRow> rows = new ArrayList<>();
    for (int shots : rendering.evaluationShots()) {
      Optional<TokenIds> prompt =
          limit.fitInput(input(exampleId, question, shots, reserved), reserved);
      if (prompt.isEmpty()) {
        return List.of();
      }
      rows.add(row(exampleId, record, question, shots, prompt.get(), optionIds));
    }
    return rows;
  }

  /** The question with as many of the exemplars before it as fit. */
  private TokenIds input(String exampleId, Question question, int shots, int reserved) {
    if (question.isBaseline()) {
      return completed(exampleId, question, shots, limit.mostInput(reserved));
    }
    TokenIds input = tokenizer.encode(question.input());
    ExemplarPool.Chosen before =
        pool.choose(
            new ExemplarPool.Asked(shots, question.wording(), question.template()),
            exampleId,
            0,
            limit.roomBefore(input, reserved));
    return TokenIds.concat(before.exemplars().ids(), input);
  }

  /**
   * A completion's exemplars are part of one text, which becomes ids as a whole: a model that only
   * ever read texts knows blank lines by the ids that they have inside of one.
   */
  private TokenIds completed(String exampleId, Question question, int shots, int most) {
    TokenIds fitting = tokenizer.encode(question.input());
    List<TaskRecord> exemplars = pool.records(shots, exampleId, 0);
    for (int count = 1; count <= exemplars.size(); count++) {
      String before = completion().orElseThrow().solved(exemplars.subList(0, count));
      TokenIds longer = tokenizer.encode(before + question.input());
      if (longer.length() > most) {
        break;
      }
      fitting = longer;
    }
    return fitting;
  }

  private EvaluationRow row(
      String exampleId,
      TaskRecord record,
      Question question,
      int shots,
      TokenIds prompt,
      List<TokenIds> optionIds) {
    return new EvaluationRow(
        task.name(),
        task.cluster(),
        false,
        exampleId,
        record.group(),
        question.style(),
        question.template(),
        shots,
        question.isBaseline() ? unseparated(prompt) : prompt,
        context(question),
        record.options(),
        optionIds,
        record.answers(),
        question.references(),
        rendering.maxNewTokens(),
        task.metric());
  }

  /** The unconditional score needs something to go on, so this is never empty. */
  private TokenIds context(Question question) {
    TokenIds whole = limit.format().prompt(tokenizer.encode(question.context()));
    TokenIds context = question.isBaseline() ? unseparated(whole) : whole;
    return context.isEmpty() ? TokenIds.of(tokenizer.endOfSequence()) : context;
  }

  /** A completion goes on where its prompt ends. */
  private TokenIds unseparated(TokenIds prompt) {
    return prompt.first(prompt.length() - limit.format().separator().length());
  }
}
