package org.flanspark.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flanspark.config.Problems;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectCheckTest {
  private static final String TASK =
      """
      name: quiz
      cluster: closed-book-qa
      kind: generation
      source: {path: quiz, format: jsonl, schema: "question STRING, answer ARRAY<STRING>, label INT"}
      select:
        question: "trim(question)"
        answer: "%s"
        references: source.answer
      splits: {train: train}
      metric: exact-match
      licence: own
      templates:
        - {input: "{question}", target: "{answer}"}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get(source.answer, label)",
        "source.answer[0]",
        "concat_ws(', ', transform(source.answer, (a, i) -> concat(a, i, label)))",
        "regexp_replace(source.question, '[0-9]+', '0')",
        "CASE WHEN label > 0 THEN 'yes' ELSE 'no' END",
        "cast(label AS STRING) || '!'"
      })
  void takesWhatDependsOnTheRecordAlone(String expression) {
    assertThat(problems(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reflect('java.lang.Runtime', 'getRuntime') | the function 'reflect' may not be used",
        "java_method('java.util.UUID', 'randomUUID') | the function 'java_method' may not be used",
        "concat('a', uuid()) | the function 'uuid' may not be used",
        "rand() | the function 'rand' may not be used",
        "shuffle(source.answer)[0] | the function 'shuffle' may not be used",
        "current_date() | may not be used",
        "current_timestamp | may not be used",
        "now() | the function 'now' may not be used",
        "unix_timestamp() | the function 'unix_timestamp' may not be used",
        "monotonically_increasing_id() | the function 'monotonically_increasing_id' may not be"
            + " used",
        "raise_error('x') | the function 'raise_error' may not be used",
        "collect_list(label)[0] | a record's fields come from that record alone",
        "explode(source.answer) | a record's fields come from that record alone",
        "(SELECT max(label) FROM other) | subqueries may not be used",
        "label IN (SELECT 1) | subqueries may not be used",
        "row_number() OVER (ORDER BY label) | windows may not be used",
        "concat(*) | '*' may not be used",
        "upcase(label) | Unknown function 'upcase'",
        "get(source.answers, 0) | Unknown column 'answers', did you mean 'answer'?",
        "labels | Unknown column 'labels', did you mean 'label'?",
        "concat(question, '?') | 'question' is a column of the source and a selected field; write"
            + " source.question for the column",
        "concat( | Syntax error"
      })
  void refusesWhatDoesNot(String expression, String reason) {
    assertThat(problems(expression)).anySatisfy(problem -> assertThat(problem).contains(reason));
  }

  @Test
  void namesTaskFieldAndExpression() {
    assertThat(problems("rand()"))
        .containsExactly(
            "Cannot select answer of task quiz by \"rand()\": the function 'rand' may not be used:"
                + " it runs code, fails on purpose or answers differently each time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "question | STRING",
        "label | INT",
        "array(source.answer) | ARRAY<ARRAY<STRING>>",
        "array(named_struct('text', question)) | ARRAY<STRUCT<text: STRING>>"
      })
  void refusesReferencesThatAreNoArrayOfTexts(String expression, String type) {
    Problems problems = new Problems();
    String task = TASK.formatted("label").replace("trim(question)", "question");
    SelectCheck.check(
        TaskFile.parse(
            "quiz.yaml",
            task.replace("references: source.answer", "references: \"" + expression + "\"")),
        problems);

    assertThat(problems.found())
        .containsExactly(
            "Cannot select references of task quiz by \"%s\": it is %s, expected an array of texts"
                .formatted(expression, type));
  }

  @Test
  void namesTheOptionsThatAreATextAndNotTheAnswerThatIsTakenFromThem() {
    Problems problems = new Problems();
    SelectCheck.check(
        TaskFile.parse(
            "quiz.yaml",
            TASK.formatted("get(options, label)")
                .replace("kind: generation", "kind: classification")
                .replace("  references: source.answer", "  options: \"'yes, no'\"")),
        problems);

    assertThat(problems.found())
        .containsExactly(
            "Cannot select options of task quiz by \"'yes, no'\": it is STRING, expected an array"
                + " of texts");
  }

  @Test
  void refusesAnAnswerThatIsAListAndAFunctionOfOtherArguments() {
    assertThat(problems("source.answer"))
        .containsExactly(
            "Cannot select answer of task quiz by \"source.answer\": it is ARRAY<STRING>, expected"
                + " a text or a number; array_join makes a text of a list");
    assertThat(problems("substring(source.answer, 1)"))
        .singleElement()
        .asString()
        .startsWith("Cannot select answer of task quiz by \"substring(source.answer, 1)\": ")
        .contains("DATATYPE_MISMATCH");
  }

  @Test
  void refusesFieldsThatDefineEachOther() {
    Problems problems = new Problems();
    SelectCheck.check(
        TaskFile.parse(
            "quiz.yaml",
            TASK.formatted("concat(hint, '')")
                .replace(
                    "  references:", "  hint: \"concat(more, '')\"\n  more: hint\n  references:")),
        problems);

    assertThat(problems.found())
        .containsExactly(
            "Cannot select hint of task quiz by \"concat(more, '')\": it is defined by itself",
            "Cannot select more of task quiz by \"hint\": it is defined by itself");
  }

  @Test
  void refusesASchemaThatIsNone() {
    Problems problems = new Problems();
    SelectCheck.check(
        TaskFile.parse("quiz.yaml", TASK.formatted("label").replace("label INT", "label NUMBER")),
        problems);

    assertThat(problems.found()).hasSize(1);
    assertThat(problems.found().get(0))
        .startsWith("Invalid schema of task quiz: ")
        .contains("NUMBER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "turns | Cannot explode task talk by \"turns\": Unknown column 'turns', did you mean 'turn'?",
        "page | Cannot explode task talk by \"page\": it is STRING, expected an array",
        "size(turn) | Cannot explode task talk by \"size(turn)\": it is INT, expected an array",
        "shuffle(turn) | Cannot explode task talk by \"shuffle(turn)\": the function 'shuffle' may"
            + " not be used: it runs code, fails on purpose or answers differently each time",
        "explode(turn) | Cannot explode task talk by \"explode(turn)\": the function 'explode' may"
            + " not be used: a record's fields come from that record alone, one each"
      })
  void refusesToExplodeWhatIsNoArrayOfTheRow(String array, String problem) {
    assertThat(talk(array, "page")).containsExactly(problem);
  }

  @Test
  void selectsFromTheElementAndItsPlaceWhereTheSourceIsExploded() {
    assertThat(talk("turn", "page")).isEmpty();
    assertThat(talk("filter(turn, t -> t.said IS NOT NULL)", "page")).isEmpty();
  }

  @Test
  void refusesToCarveByWhatTheRecordsOfARowDifferIn() {
    assertThat(talk("turn", "page, before"))
        .containsExactly(
            "Invalid splits of task talk: group-by names before, which the records of a row differ"
                + " in, so they would come to lie on two sides");
  }

  @Test
  void refusesAFieldThatIsMadeFromTheAnswerWhereTheAnswerChangesWithTheDirection() {
    Problems problems = new Problems();
    Task reverse =
        TaskFile.parseAll(
                "quiz.yaml",
                TASK.formatted("concat(label, '')")
                        .replace("references: source.answer", "hint: \"left(answer, 1)\"")
                        .replace("answer ARRAY<STRING>", "hints ARRAY<STRING>")
                        .replace("\"trim(question)\"", "question")
                    + "  - {input: \"{answer}\", target: \"{question}\", turned-around: true}\n"
                    + "reverse: {name: quiz_back, answer: question}\n")
            .get(1);
    SelectCheck.check(reverse, problems);

    assertThat(problems.found())
        .containsExactly(
            "Cannot select hint of task quiz_back by \"left(answer, 1)\": it is made from the"
                + " answer, which is another one where quiz is reversed");
  }

  private static List<String> talk(String array, String groupBy) {
    Problems problems = new Problems();
    SelectCheck.check(
        TaskFile.parse(
            "talk.yaml",
            """
            name: talk
            cluster: miscellaneous
            kind: generation
            source:
              path: talk
              format: jsonl
              explode: "%s"
              schema: "page STRING, turn ARRAY<STRUCT<said: STRING>>"
            select:
              page: page
              number: source.pos
              before: "concat(number, ' turns')"
              answer: col.said
            splits: {train: train, test: {from: train, share: 0.1, group-by: [%s]}}
            metric: exact-match
            licence: own
            templates: [{input: "{page}", target: "{answer}"}]
            """
                .formatted(array, groupBy)),
        problems);
    return problems.found();
  }

  @TestFactory
  Stream<DynamicTest> takesEveryShippedTask() throws IOException {
    Path resources = Path.of("src/main/resources");
    try (Stream<Path> files = Files.walk(resources)) {
      List<Path> tasks =
          files
              .filter(file -> file.toString().matches(".*/tasks(-extra)?/.*[.]yaml"))
              .sorted()
              .toList();
      return tasks.stream()
          .map(file -> DynamicTest.dynamicTest(file.toString(), () -> assertNoProblem(file)));
    }
  }

  private static void assertNoProblem(Path file) throws IOException {
    Problems problems = new Problems();
    SelectCheck.check(TaskFile.parse(file.toString(), Files.readString(file)), problems);
    assertThat(problems.found()).isEmpty();
  }

  private static List<String> problems(String expression) {
    Problems problems = new Problems();
    Task task = TaskFile.parse("quiz.yaml", TASK.formatted(expression));
    SelectCheck.check(task, problems);
    return problems.found();
  }
}
