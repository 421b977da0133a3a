package org.flanspark.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.flanspark.config.ConfigException;
import org.flanspark.config.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReversalTest {
  private static final String LUMIC =
      """
      name: lumic
      cluster: translation
      kind: generation
      source: {path: lumic, format: jsonl, schema: "en STRING, lu STRING, more ARRAY<STRING>"}
      select: {english: trim(en), language: "'Lumic'", answer: trim(lu), references: more}
      splits: {train: train, test: {from: train, share: 0.1, group-by: [english]}}
      metric: bleu
      licence: own
      baseline: {input: "English: {english}\\nLumic:"}
      reverse: {name: lumic_into_english, answer: english, baseline: {input: "Lumic: {answer}\\nEnglish:"}}
      templates:
        - {input: "In Lumic: {english}", target: "{answer}"}
        - {input: "In English, from {language}: {answer}", target: "{english}", turned-around: true}
        - {input: "{answer}: which language?", target: "{language}", turned-around: true}
      """;

  @Test
  void asksWhatTheTemplatesThatAreTurnedAroundAsk() {
    Task reverse = TaskFile.parseAll("lumic.yaml", LUMIC).get(1);

    assertThat(reverse.name()).isEqualTo("lumic_into_english");
    assertThat(reverse.reverses()).isEqualTo("lumic");
    assertThat(reverse.isTrainable()).isFalse();
    assertThat(reverse.cluster()).isEqualTo("translation");
    assertThat(reverse.select())
        .containsExactly(
            new SelectedField("english", "trim(en)"),
            new SelectedField("answer", "trim(en)"),
            new SelectedField("language", "'Lumic'"),
            new SelectedField("given", "trim(lu)"));
    assertThat(reverse.templates())
        .containsExactly(
            new TaskTemplate(
                TemplateText.parse("In English, from {language}: {given}"),
                TemplateText.parse("{answer}"),
                false));
    assertThat(reverse.baseline())
        .isEqualTo(new BaselinePrompt(TemplateText.parse("Lumic: {given}\nEnglish:"), List.of()));
  }

  @Test
  void hasTheSplitsOfItsDataSetWhicheverTheyAre() throws IOException {
    JsonNode splits = new YAMLMapper().readTree("{train: train, test: test}");
    TaskCatalog catalog = TaskCatalog.of(Map.of("lumic.yaml", LUMIC));

    assertThat(catalog.task("lumic_into_english").splits())
        .isEqualTo(catalog.task("lumic").splits());
    assertThat(catalog.with(Map.of("lumic", splits)).task("lumic_into_english").splits())
        .containsExactly(SplitRule.whole("train", "train"), SplitRule.whole("test", "test"));
    assertThat(
            catchThrowableOfType(
                    ConfigException.class, () -> catalog.with(Map.of("lumic_into_english", splits)))
                .problems())
        .containsExactly("Invalid data.splits: lumic_into_english has the splits of lumic");
    JsonNode byAnswer =
        new YAMLMapper().readTree("{test: {from: train, share: 0.1, group-by: [answer]}}");
    assertThat(
            catchThrowableOfType(
                    ConfigException.class, () -> catalog.with(Map.of("lumic", byAnswer)))
                .problems())
        .containsExactly(
            "Invalid data.splits.lumic: group-by names the answer, which is another one where the"
                + " task is reversed");
  }

  @Test
  void comesWithItsTaskAndCanBeNamedAlone() {
    TaskCatalog catalog = TaskCatalog.of(Map.of("lumic.yaml", LUMIC));

    assertThat(catalog.select(List.of("lumic"), new Problems()))
        .extracting(Task::name)
        .containsExactly("lumic", "lumic_into_english");
    assertThat(catalog.select(List.of("lumic_into_english"), new Problems()))
        .extracting(Task::name)
        .containsExactly("lumic_into_english");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "answer: english, baseline | answer: englisch, baseline | Invalid lumic.yaml: reverse.answer:"
            + " englisch, expected a field of select that is not reserved",
        "'\"{english}\", turned' | '\"{english}!\", turned' | Missing a template with turned-around:"
            + " true and the target {english} for lumic.yaml: reverse",
        "language: \"'Lumic'\" | given: en, language: \"'Lumic'\" | Invalid lumic.yaml: reverse:"
            + " select has a field 'given', as the answer is called there",
        "group-by: [english] | group-by: [answer] | Invalid lumic.yaml: reverse: splits are carved by"
            + " the answer, which is another one there",
        "name: lumic_into_english | nam: lumic_into_english | Missing name in lumic.yaml: reverse"
      })
  void namesWhatIsWrong(String given, String instead, String problem) {
    assertThat(LUMIC).contains(given);
    assertThat(
            catchThrowableOfType(
                    ConfigException.class,
                    () -> TaskFile.parseAll("lumic.yaml", LUMIC.replace(given, instead)))
                .problems())
        .contains(problem);
  }
}
