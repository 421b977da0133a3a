package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flanspark.data.prepare.RecordCheck.Candidate;
import org.flanspark.data.quarantine.Reason;
import org.flanspark.data.quarantine.Verdict;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;
import org.junit.jupiter.api.Test;

class RecordCheckTest {
  private static final Task TASK =
      TaskFile.parse(
          "rte.yaml",
          """
          name: rte
          cluster: natural-language-inference
          kind: classification
          source: {path: rte, format: jsonl, schema: "premise STRING, hypothesis STRING, label INT"}
          select: {premise: premise, hypothesis: hypothesis, options: "array('yes', 'no')", answer: "get(options, label)"}
          splits: {train: train}
          metric: accuracy
          licence: own
          baseline: {input: "{premise}", options: [" true", " false"]}
          templates: [{input: "{premise} {hypothesis}", target: "{answer}"}]
          """);

  private static final List<String> OPTIONS = List.of("yes", "no");

  private final RecordCheck check = new RecordCheck(List.of("<|endoftext|>"));

  @Test
  void acceptsWhatFits() {
    assertThat(check.check(TASK, of(fields("It rains.", "It is wet.", "yes"), OPTIONS)))
        .isEqualTo(
            Verdict.accepted(
                new TaskRecord(
                    Map.of("premise", "It rains.", "hypothesis", "It is wet.", "answer", "yes"),
                    OPTIONS,
                    List.of("yes"))));
  }

  @Test
  void rejectsWithTheReason() {
    assertRejected(fields("It rains.", null, "yes"), OPTIONS, Reason.MISSING_FIELD);
    assertRejected(fields("a", "b", null), OPTIONS, Reason.LABEL_OUT_OF_RANGE);
    assertRejected(fields("a", "b", "yes"), null, Reason.MISSING_FIELD);
    assertRejected(fields("a", "b", "yes"), Arrays.asList("yes", null), Reason.MISSING_FIELD);
    assertRejected(fields("a", "b", " "), OPTIONS, Reason.EMPTY_TARGET);
    assertRejected(fields("a", "b", "maybe"), OPTIONS, Reason.ANSWER_NOT_AN_OPTION);
    assertRejected(fields("a", "b", "yes"), List.of("yes", "no", "?"), Reason.OPTIONS_MISMATCH);
    assertRejected(fields("", "\n", "yes"), OPTIONS, Reason.EMPTY_INPUT);
    assertRejected(fields("a<|endoftext|>", "b", "yes"), OPTIONS, Reason.SPECIAL_TOKEN);
  }

  @Test
  void tellsAMissingLabelFromOneOutOfRange() {
    Candidate candidate =
        new Candidate("{}", false, false, true, fields("a", "b", null), OPTIONS, null);

    assertThat(check.check(TASK, candidate)).isEqualTo(Verdict.rejected(Reason.MISSING_FIELD));
  }

  @Test
  void acceptsALineThatIsOneRecord() {
    for (String line : List.of("{}", "{\"a\": {\"b\": \"}\"}}", "{\"a\": \"{}\"}", "{} \t")) {
      Candidate candidate =
          new Candidate(line, false, false, false, fields("a", "b", "yes"), OPTIONS, null);
      assertThat(check.check(TASK, candidate)).as(line).isInstanceOf(Verdict.Accepted.class);
    }
  }

  @Test
  void rejectsALineThatIsNotOneRecord() {
    for (String line : List.of("{} {}", "{}x", "{\"a\": \"}\"} {}", "{", "")) {
      Candidate candidate =
          new Candidate(line, false, false, false, fields("a", "b", "yes"), OPTIONS, null);
      assertThat(check.check(TASK, candidate))
          .as(line)
          .isEqualTo(Verdict.rejected(Reason.UNPARSEABLE));
    }
    assertThat(
            check.check(
                TASK,
                new Candidate("{}", true, true, false, fields("a", "b", "yes"), OPTIONS, null)))
        .isEqualTo(Verdict.rejected(Reason.UNPARSEABLE));
  }

  @Test
  void rejectsARowWithoutElements() {
    Candidate candidate =
        new Candidate("{}", false, true, true, fields(null, null, null), OPTIONS, null);

    assertThat(check.check(TASK, candidate)).isEqualTo(Verdict.rejected(Reason.NO_ELEMENTS));
  }

  private void assertRejected(List<String> fields, List<String> options, Reason reason) {
    assertThat(check.check(TASK, of(fields, options))).isEqualTo(Verdict.rejected(reason));
  }

  private static Candidate of(List<String> fields, List<String> options) {
    return new Candidate("{}", false, false, false, fields, options, null);
  }

  private static List<String> fields(String premise, String hypothesis, String answer) {
    return Arrays.asList(premise, hypothesis, answer);
  }
}
