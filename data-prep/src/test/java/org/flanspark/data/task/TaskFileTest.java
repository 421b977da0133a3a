package org.flanspark.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.flanspark.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFileTest {
  private static final String RTE =
      """
      name: rte
      cluster: natural-language-inference
      kind: classification
      source: {path: rte, format: jsonl, schema: "premise STRING, hypothesis STRING, label INT"}
      select:
        premise: premise
        hypothesis: hypothesis
        options: "array('yes', 'no')"
        answer: "get(options, label)"
      splits:
        train: train
        validation: {from: train, share: 0.02, at-most: 200, group-by: [premise, hypothesis]}
        test: validation
      metric: accuracy
      licence: original terms
      baseline: {input: "{premise}\\nquestion: {hypothesis} true or false?\\nanswer:", options: [" true", " false"]}
      templates:
        - {input: "{premise}\\n\\nDoes it follow that {hypothesis}?\\n\\n{options_}", target: "{answer}"}
        - {input: "Invent a premise and whether {hypothesis} follows.", target: "{premise} {answer}", turned-around: true}
      """;

  @Test
  void readsEveryKey() {
    Task task = TaskFile.parse("rte.yaml", RTE);

    assertThat(task.name()).isEqualTo("rte");
    assertThat(task.cluster()).isEqualTo("natural-language-inference");
    assertThat(task.family()).isEqualTo("natural-language-inference");
    assertThat(task.kind()).isEqualTo(TaskKind.CLASSIFICATION);
    assertThat(task.source().file("train")).isEqualTo("rte/train.jsonl");
    assertThat(task.source().schema()).isEqualTo("premise STRING, hypothesis STRING, label INT");
    assertThat(task.select())
        .containsExactly(
            new SelectedField("premise", "premise"),
            new SelectedField("hypothesis", "hypothesis"),
            new SelectedField("options", "array('yes', 'no')"),
            new SelectedField("answer", "get(options, label)"));
    assertThat(task.splits())
        .containsExactly(
            SplitRule.whole("train", "train"),
            new SplitRule("validation", "train", 0.02, 200, List.of("premise", "hypothesis")),
            SplitRule.whole("test", "validation"));
    assertThat(task.metric()).isEqualTo("accuracy");
    assertThat(task.licence()).isEqualTo("original terms");
    assertThat(task.baseline().options()).containsExactly(" true", " false");
    assertThat(task.templates())
        .extracting(TaskTemplate::turnedAround)
        .containsExactly(false, true);
    assertThat(task.digest()).hasSize(64);
  }

  @Test
  void groupsByEveryFieldButTheAnswer() {
    Task task = TaskFile.parse("rte.yaml", RTE.replace(", group-by: [premise, hypothesis]", ""));

    assertThat(task.split("validation").orElseThrow().groupBy())
        .containsExactly("hypothesis", "options", "premise");
  }

  @Test
  void reportsEveryProblemAtOnce() {
    String broken =
        RTE.replace("cluster:", "klaster:")
            .replace("metric: accuracy\n", "")
            .replace("{premise}\\n\\nDoes", "{premis}\\n\\nDoes")
            .replace("share: 0.02", "share: 1.5");

    assertThat(problems(broken))
        .containsExactlyInAnyOrder(
            "rte.yaml: Unknown key 'klaster', did you mean 'cluster'?",
            "Missing cluster in rte.yaml",
            "Missing metric in rte.yaml",
            "Invalid rte.yaml: splits.validation: share: 1.5, expected more than 0 and less than 1",
            "rte.yaml: templates[0].input: Unknown placeholder 'premis', did you mean 'premise'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: classification | kind: clasification | rte.yaml: kind: Unknown kind 'clasification',"
            + " did you mean 'classification'?",
        "name: rte | name: RTE 1 | Invalid rte.yaml: name: RTE 1, expected lower-case letters,"
            + " digits, '_' and '-'",
        "format: jsonl | format: json | rte.yaml: source: format: Unknown format 'json', did you"
            + " mean 'jsonl'?",
        "path: rte, format: jsonl | table: db.rte, format: jsonl | Invalid rte.yaml: source:"
            + " format, expected table or path, not both",
        "test: validation | test: train | Invalid rte.yaml: splits: train and test are both"
            + " 'train'; carve one out of it: {from: train, share: ...}",
        "test: validation | test: {from: train, share: 0.99, group-by: [premise, hypothesis]} |"
            + " Invalid rte.yaml: splits: 1.01 of 'train' is carved out, expected less than all",
        "test: validation | test: {from: train, share: 0.1} | Invalid rte.yaml: splits: validation"
            + " and test are carved out of 'train' by different group-by fields, so they would"
            + " overlap",
        "group-by: [premise, hypothesis] | group-by: [premises] | rte.yaml: splits.validation:"
            + " group-by: Unknown field 'premises', did you mean 'premise'?",
        "at-most: 200 | at-most: 0 | Invalid rte.yaml: splits.validation: at-most: 0, expected a"
            + " whole number above 0",
        "train: train | train: {from: train, share: 0.1} | Invalid rte.yaml: splits.train, expected"
            + " the name of a source's split: only validation and test are carved out",
        "'target: \"{answer}\"' | 'target: \"{hypothesis}\"' | Missing {answer} in rte.yaml:"
            + " templates[0].target, or turned-around: true",
        "follow that {hypothesis} | follow that {answer} | Invalid rte.yaml: templates[0].input: it"
            + " holds the {answer}, expected turned-around: true",
        "turned-around: true | turned-around: maybe | Invalid rte.yaml: templates[1]:"
            + " turned-around: \"maybe\", expected true or false",
        "question: {hypothesis} | question: {answer} | rte.yaml: baseline.input: Unknown"
            + " placeholder 'answer', expected one of hypothesis, options_, premise",
      })
  void namesWhatIsWrong(String given, String instead, String problem) {
    assertThat(problems(RTE.replace(given, instead))).contains(problem);
  }

  @Test
  void wantsToKnowWhatKeepsTheRecordsOfOneRowTogether() {
    String exploded = RTE.replace("format: jsonl,", "format: jsonl, explode: hypotheses,");

    assertThat(TaskFile.parse("rte.yaml", exploded).source().explode()).isEqualTo("hypotheses");
    assertThat(problems(exploded.replace(", group-by: [premise, hypothesis]", "")))
        .containsExactly(
            "Missing rte.yaml: splits.validation: group-by: source.explode makes several records"
                + " of a row, which stay together by fields of the whole row");
  }

  @Test
  void refusesOptionsWhereTextIsGenerated() {
    assertThat(problems(RTE.replace("kind: classification", "kind: generation")))
        .containsExactlyInAnyOrder(
            "Invalid rte.yaml: select.options, expected only where kind is classification",
            "Invalid rte.yaml: baseline.options, expected only where kind is classification");
  }

  @Test
  void refusesAKeyThatIsGivenTwice() {
    assertThat(problems("name: a\nname: b\n").get(0)).contains("Cannot parse rte.yaml: Duplicate");
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> TaskFile.parse("rte.yaml", yaml))
        .problems();
  }

  @Test
  void anAddressWithAPasswordAsSourceIsRefusedAndNotRepeated() {
    String task = "name: a\nsource: {path: \"s3a://AKIA1:hush@lake/a\", format: jsonl, table: x}\n";

    assertThat(problems(task))
        .anyMatch(
            problem ->
                problem.startsWith(
                    "Invalid rte.yaml: source.path: its address holds a user's name or password"))
        .noneMatch(problem -> problem.contains("hush") || problem.contains("AKIA1"));
    assertThat(problems("name: a\nsource: s3a://AKIA1:hush@lake/a\n"))
        .noneMatch(problem -> problem.contains("hush"));
  }

  @Test
  void whatCannotBeParsedIsNotRepeated() {
    assertThat(problems("name: a\nsource: {path: hush: hush\n").get(0))
        .startsWith("Cannot parse rte.yaml: ")
        .contains("(line 2, column ")
        .doesNotContain("hush");
  }
}
