package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.tuning.model.ModelShape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelCardTest {
  private static final ModelShape SHAPE = ModelShape.gpt2(2, 8, 2, 64, 264);
  private static final PromptTexts PROMPT = new PromptTexts("", "<|end|>\n~~~\"", "<|end|>", true);

  @Test
  void saysWhatTheModelWasTrainedOnAndHowToAskIt() {
    String card = card(List.of("paraphrase", "natural-language-inference"), "gpt2").print();

    assertThat(card)
        .startsWith("---\nlibrary_name: transformers\n")
        .contains("4,384 parameters: 2 layers, width 8, 2 heads, a context of 64 tokens")
        .contains("starting from gpt2.")
        .contains("begin           \"\"    ids []\n")
        .contains("separator       \"<|end|>\\n~~~\\\"\"    ids [0, 7]\n")
        .contains("end of answer   \"<|end|>\"    id 0\n")
        .contains("12 rounds, 5,000,000,000 tokens")
        .contains("| rte | natural-language-inference | 2,490 | 12.3 % | CC BY 4.0 |\n")
        .contains("never saw: paraphrase, natural-language-inference.")
        .doesNotContain("| heldout |");
  }

  @Test
  void leavesOutWhatThereIsNot() {
    assertThat(card(List.of(), null).print())
        .contains("starting from random weights.")
        .doesNotContain("left out of training")
        .doesNotContain("tokenizes the whole text at once");
  }

  @Test
  void warnsWhereTheChatTemplateMayJoinTheParts() {
    PromptTexts plain = new PromptTexts("", "\n", "<|end|>", false);

    assertThat(card(List.of(), null, plain).print())
        .contains("(it tokenizes the whole text at once, which may join");
  }

  @Test
  void letsNoDataBecomeMarkup() {
    assertThat(ModelCard.escape("a|b\n[x](http://y) <b> `c` **d** &amp;"))
        .isEqualTo("a\\|b \\[x\\]\\(http://y\\) \\<b\\> \\`c\\` \\*\\*d\\*\\* \\&amp;");
  }

  @Test
  void hostileNamesAndTextsStayTextOnTheirOwnLines() {
    String bad = "<script>alert(`1`)</script> ]]> | # *x* [a](javascript:b)\n---\n```\n<!--";
    PromptTexts prompt = new PromptTexts(bad, bad, bad, true);
    String plain = card(List.of("c"), "base", prompt).print();

    String card = card(List.of(bad), bad, prompt, bad).print();

    assertThat(card.lines().count()).as("no text makes a line").isEqualTo(plain.lines().count());
    List<String> outsideOfCode = new ArrayList<>();
    boolean inCode = false;
    for (String line : card.lines().toList()) {
      if (line.startsWith("```")) {
        inCode = !inCode;
      } else if (!inCode) {
        outsideOfCode.add(line);
      }
    }
    assertThat(inCode).as("no text opens or closes a block of code").isFalse();
    assertThat(outsideOfCode)
        .noneMatch(line -> line.matches(".*(?<!\\\\)<.*"))
        .noneMatch(line -> line.matches(".*(?<!\\\\)`.*"))
        .noneMatch(line -> line.matches(".*(?<!\\\\)\\[a.*"));
    assertThat(card).contains("| \\<script\\>alert\\(\\`1\\`\\)\\</script\\> \\]\\]\\> \\| \\# ");
  }

  private static ModelCard card(List<String> heldOut, @Nullable String base) {
    return card(heldOut, base, PROMPT);
  }

  private static ModelCard card(List<String> heldOut, @Nullable String base, PromptTexts prompt) {
    return card(heldOut, base, prompt, "rte");
  }

  private static ModelCard card(
      List<String> heldOut, @Nullable String base, PromptTexts prompt, String trained) {
    ObjectNode settings = new ObjectMapper().createObjectNode();
    settings.putObject("model").put("from", base);
    Manifest manifest =
        new Manifest(
            1,
            settings,
            new TokenizerFacts("abc", 257, 0, List.of(), List.of(0, 7)),
            List.of(),
            Map.of("flanspark", "0.1.0"),
            List.of(
                task("heldout", false, "x"),
                task(trained, true, trained.equals("rte") ? "CC BY 4.0" : trained)),
            Map.of(),
            Map.of(),
            heldOut,
            List.of());
    return new ModelCard(SHAPE, manifest, prompt, new Provenance("run", 12, 5_000_000_000L));
  }

  private static TaskFacts task(String name, boolean trained, String licence) {
    return new TaskFacts(
        name,
        "natural-language-inference",
        "classification",
        "accuracy",
        licence,
        trained,
        !trained,
        2500,
        Map.of(),
        0,
        2490,
        2490,
        0,
        0.1,
        0.1,
        0.1234,
        null,
        null);
  }
}
