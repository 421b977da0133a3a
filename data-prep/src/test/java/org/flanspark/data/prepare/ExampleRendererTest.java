package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flanspark.config.ChoiceOfTemplate;
import org.flanspark.config.OptionOrder;
import org.flanspark.config.PackingConfig;
import org.flanspark.config.TemplateStyle;
import org.flanspark.config.TooLong;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.packing.PromptFormat;
import org.flanspark.data.quality.Fingerprint;
import org.flanspark.data.quarantine.Verdict;
import org.flanspark.data.rendered.RenderedExample;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;
import org.flanspark.data.template.OrderedOptions;
import org.flanspark.data.template.TemplateChoice;
import org.flanspark.data.template.Wording;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;

/** Tokens are {@link Characters}. */
class ExampleRendererTest {
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
          templates: [{input: "Twice {number}?", target: "{answer}"}]
          """);

  private static final String EXEMPLARS = "Twice 3?|6|Twice 40?|80|";

  private final Characters characters = new Characters();

  @Test
  void putsSolvedExamplesBeforeTheRecord() {
    assertThat(whole(render(500, 500))).isEqualTo("^" + EXEMPLARS + "Twice 7?|14|");
  }

  @Test
  void leavesExemplarsOutFromTheLastWhereTheInputHasNoRoomForThem() {
    int all = EXEMPLARS.length() + "Twice 7?".length();

    assertThat(whole(render(all, 500))).isEqualTo("^" + EXEMPLARS + "Twice 7?|14|");
    assertThat(whole(render(all - 1, 500))).isEqualTo("^Twice 3?|6|Twice 7?|14|");
  }

  @Test
  void leavesExemplarsOutFromTheLastWhereTheRowHasNoRoomForThem() {
    int all = ("^" + EXEMPLARS + "Twice 7?|14|").length();

    assertThat(whole(render(500, all))).isEqualTo("^" + EXEMPLARS + "Twice 7?|14|");
    assertThat(whole(render(500, all - 1))).isEqualTo("^Twice 3?|6|Twice 7?|14|");
  }

  @Test
  void neverCutsTheQuestionForAnExemplar() {
    RenderedExample example = render(500, "^Twice 7?|14|".length());

    assertThat(whole(example)).isEqualTo("^Twice 7?|14|");
    assertThat(example.shots()).isZero();
    assertThat(example.truncated()).isFalse();
  }

  private RenderedExample render(int maxInput, int rowLength) {
    PackingConfig packing =
        new PackingConfig(
            rowLength, maxInput, 4, TooLong.TRUNCATE, "tokenizer", "end-of-sequence", 1, 1024);
    LengthLimit limit = new LengthLimit(packing, PromptFormat.of(packing, characters));
    Rendering rendering =
        new Rendering(
            new Wording(TemplateStyle.INSTRUCTIONS, 10),
            new TemplateChoice(ChoiceOfTemplate.HASHED, 42),
            new OrderedOptions(OptionOrder.AS_GIVEN, 42),
            List.of(5),
            List.of(0),
            8,
            false,
            42);
    ExemplarPool pool = new ExemplarPool(DOUBLING, characters, limit, rendering.seed());
    pool.offer("doubling/train/3", doubling(3));
    pool.offer("doubling/train/40", doubling(40));
    pool.offer("doubling/train/7", doubling(7));
    Verdict<RenderedExample> verdict =
        new ExampleRenderer(DOUBLING, rendering, characters, limit, pool)
            .render(
                new ExampleRenderer.Placed("train", "doubling/train/7", 0, 0, doubling(7)),
                Fingerprint.of(List.of("7", "14")),
                0);
    return ((Verdict.Accepted<RenderedExample>) verdict).value();
  }

  private String whole(RenderedExample example) {
    return characters.whole(TokenIds.concat(example.prompt(), example.target()));
  }

  private static TaskRecord doubling(int number) {
    String answer = Integer.toString(2 * number);
    return new TaskRecord(
        Map.of("number", Integer.toString(number), "answer", answer), List.of(), List.of(answer));
  }
}
