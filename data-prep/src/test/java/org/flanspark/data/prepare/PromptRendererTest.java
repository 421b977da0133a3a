package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.flanspark.config.ChoiceOfTemplate;
import org.flanspark.config.OptionOrder;
import org.flanspark.config.PackingConfig;
import org.flanspark.config.TemplateStyle;
import org.flanspark.config.TooLong;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.packing.PromptFormat;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;
import org.flanspark.data.template.OrderedOptions;
import org.flanspark.data.template.TemplateChoice;
import org.flanspark.data.template.Wording;
import org.junit.jupiter.api.Test;

/** A character is a token; "^" is the begin token, "|" the end of a sequence and the separator. */
class PromptRendererTest {
  private static final Task PARITY =
      TaskFile.parse(
          "parity.yaml",
          """
          name: parity
          cluster: arithmetic
          kind: classification
          source: {path: parity, format: jsonl, schema: "number INT, label INT"}
          select: {number: number, options: "array('even', 'odd')", answer: "get(options, label)"}
          splits: {train: train, test: test}
          metric: accuracy
          licence: own
          baseline: {input: "Q: {number}\\nA:", options: [" two by two", " one is left"]}
          templates:
            - {input: "What is {number}?", target: "{answer}"}
            - {input: "Name a number that is {answer}.", target: "{number}", turned-around: true}
            - {input: "{number}, {options_}", target: "It is {answer}"}
          """);

  private static final Task DOUBLING =
      TaskFile.parse(
          "doubling.yaml",
          """
          name: doubling
          cluster: doubles
          kind: generation
          source: {path: doubling, format: csv, schema: "number INT, result INT"}
          select: {number: number, answer: result}
          splits: {train: train, test: test}
          metric: exact-match
          licence: own
          baseline: {input: "Twice {number} is"}
          templates: [{input: "Twice {number}?", target: "{answer}"}]
          """);

  private static final String TEST = "parity/test/99";

  private final Characters characters = new Characters();

  @Test
  void asksEverythingOnceWithEachNumberOfExemplarsFewestFirst() {
    assertThat(parity(List.of(0, 1, 2), 500, 500))
        .extracting(EvaluationRow::shots, EvaluationRow::style, EvaluationRow::template)
        .containsExactly(
            tuple(0, "instructions", 0),
            tuple(0, "instructions", 2),
            tuple(0, "baseline", -1),
            tuple(1, "instructions", 0),
            tuple(1, "instructions", 2),
            tuple(1, "baseline", -1),
            tuple(2, "instructions", 0),
            tuple(2, "instructions", 2),
            tuple(2, "baseline", -1));
  }

  @Test
  void solvesExemplarsOfACompletionInItsOwnWordsWithABlankLineAfterEach() {
    List<EvaluationRow> prompts = parity(List.of(0, 1, 2), 500, 500);

    assertThat(text(prompts, "baseline", 0)).isEqualTo("^Q: 99\nA:");
    assertThat(text(prompts, "baseline", 1))
        .isEqualTo(
            """
            ^Q: 4
            A: two by two

            Q: 99
            A:""");
    assertThat(text(prompts, "baseline", 2))
        .isEqualTo(
            """
            ^Q: 4
            A: two by two

            Q: 3
            A: one is left

            Q: 99
            A:""");
  }

  @Test
  void continuesWithASpaceAndTheAnswerWhereTheCompletionHasNoWordsForIt() {
    PromptRenderer renderer =
        renderer(
            DOUBLING,
            rendering(List.of(2)),
            limit(500, 500),
            Map.of("doubling/train/3", doubling(3), "doubling/train/4", doubling(4)));

    assertThat(text(renderer.render("doubling/test/7", doubling(7)), "baseline", 2))
        .isEqualTo("^Twice 3 is 6\n\nTwice 4 is 8\n\nTwice 7 is");
  }

  @Test
  void partsExemplarsOfInstructionsAsPackedRowsPartThem() {
    assertThat(text(parity(List.of(2), 500, 500), "instructions", 2))
        .isEqualTo("^What is 4?|even|What is 3?|odd|What is 99?|");
  }

  @Test
  void leavesExemplarsOutFromTheLastWhereTheyDoNotFit() {
    // 20 and 21 characters with their blank lines, and the 8 of the question
    String first = "Q: 4\nA: two by two\n\n";
    String second = "Q: 3\nA: one is left\n\n";
    assertThat(text(parity(List.of(5), 49, 500), "baseline", 5))
        .isEqualTo("^" + first + second + "Q: 99\nA:");
    assertThat(text(parity(List.of(5), 48, 500), "baseline", 5))
        .isEqualTo("^" + first + "Q: 99\nA:");
    assertThat(text(parity(List.of(5), 27, 500), "baseline", 5)).isEqualTo("^Q: 99\nA:");
  }

  @Test
  void neverCutsTheQuestionForAnExemplar() {
    // the row has room for begin, separator, 30 characters and the longest option
    List<EvaluationRow> prompts = parity(List.of(5), 500, 2 + 30 + "It is even|".length());

    assertThat(prompts)
        .filteredOn(row -> row.template() == 2)
        .extracting(row -> characters.whole(row.promptIds()))
        .containsExactly("^99, OPTIONS:\n- even\n- odd|");
    assertThat(text(prompts, "instructions", 5)).isEqualTo("^What is 4?|even|What is 99?|");
  }

  @Test
  void scoresTheSameOptionsAndContextWhateverTheExemplars() {
    List<EvaluationRow> prompts = parity(List.of(0, 2), 500, 500);
    EvaluationRow without = row(prompts, "baseline", 0);
    EvaluationRow with = row(prompts, "baseline", 2);

    assertThat(with.optionIds()).isEqualTo(without.optionIds());
    assertThat(with.optionIds())
        .extracting(characters::whole)
        .containsExactly(" two by two", " one is left");
    assertThat(characters.whole(with.contextIds())).isEqualTo("^Q: \nA:");
    assertThat(with.contextIds()).isEqualTo(without.contextIds());
    assertThat(characters.whole(row(prompts, "instructions", 2).contextIds()))
        .isEqualTo("^What is ?|");
  }

  @Test
  void neverShowsACopyOfTheRecord() {
    PromptRenderer renderer =
        renderer(
            PARITY,
            rendering(List.of(2)),
            limit(500, 500),
            Map.of(
                "parity/train/99", parity(99),
                "parity/train/99-2", parity(99),
                "parity/train/4", parity(4)));

    assertThat(text(renderer.render(TEST, parity(99)), "instructions", 2))
        .isEqualTo("^What is 4?|even|What is 99?|");
  }

  @Test
  void asksInAllWaysOrInNone() {
    // "99, OPTIONS: - even - odd" is longer than the question in any other words
    assertThat(parity(List.of(0, 2), 24, 500)).isEmpty();
    assertThat(parity(List.of(0, 2), 25, 500)).hasSize(6);
  }

  private List<EvaluationRow> parity(List<Integer> shots, int maxInput, int rowLength) {
    return renderer(
            PARITY,
            rendering(shots),
            limit(maxInput, rowLength),
            Map.of("parity/train/3", parity(3), "parity/train/4", parity(4)))
        .render(TEST, parity(99));
  }

  private PromptRenderer renderer(
      Task task, Rendering rendering, LengthLimit limit, Map<String, TaskRecord> training) {
    ExemplarPool pool = new ExemplarPool(task, characters, limit, rendering.seed());
    training.keySet().stream().sorted().forEach(id -> pool.offer(id, training.get(id)));
    return new PromptRenderer(task, rendering, characters, limit, pool);
  }

  private static TaskRecord parity(int number) {
    String answer = number % 2 == 0 ? "even" : "odd";
    return new TaskRecord(
        Map.of("number", Integer.toString(number), "answer", answer),
        List.of("even", "odd"),
        List.of(answer));
  }

  private static TaskRecord doubling(int number) {
    String answer = Integer.toString(2 * number);
    return new TaskRecord(
        Map.of("number", Integer.toString(number), "answer", answer), List.of(), List.of(answer));
  }

  private static Rendering rendering(List<Integer> shots) {
    return new Rendering(
        new Wording(TemplateStyle.INSTRUCTIONS, 10),
        new TemplateChoice(ChoiceOfTemplate.HASHED, 42),
        new OrderedOptions(OptionOrder.AS_GIVEN, 42),
        List.of(0),
        shots,
        8,
        false,
        42);
  }

  private LengthLimit limit(int maxInput, int rowLength) {
    PackingConfig packing =
        new PackingConfig(
            rowLength, maxInput, 12, TooLong.QUARANTINE, "tokenizer", "end-of-sequence", 1, 1024);
    return new LengthLimit(packing, PromptFormat.of(packing, characters));
  }

  private String text(List<EvaluationRow> prompts, String style, int shots) {
    return characters.whole(row(prompts, style, shots).promptIds());
  }

  /** The first of its style. */
  private static EvaluationRow row(List<EvaluationRow> prompts, String style, int shots) {
    return prompts.stream()
        .filter(row -> row.style().equals(style) && row.shots() == shots)
        .findFirst()
        .orElseThrow();
  }
}
