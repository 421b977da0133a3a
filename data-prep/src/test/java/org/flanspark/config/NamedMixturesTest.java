package org.flanspark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NamedMixturesTest {

  @Test
  void areThePapersSplits() {
    assertThat(NamedMixtures.names())
        .hasSize(1 + 10 + 7 + 5 + 3)
        .contains("without-natural-language-inference", "training-clusters-7", "templates-4")
        .contains("trained-on-task-names");
  }

  static List<String> names() {
    return NamedMixtures.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void haveOnlyKeysThatTheConfigurationKnows(String name) {
    assertThat(read("mixture: {named: %s}".formatted(name), Map.of()).mixture().named())
        .isEqualTo(name);
  }

  @Test
  void giveWayToTheFileAndTheCommandLine() {
    String file = "mixture: {named: templates-4, max-rate: 7, hold-out: [sentiment]}";

    MixtureConfig mixture = read(file, Map.of("mixture.max-rate", "9")).mixture();

    assertThat(mixture.templatesPerTask()).isEqualTo(4);
    assertThat(mixture.holdOut()).containsExactly("sentiment");
    assertThat(mixture.maxRate()).isEqualTo(9);
    assertThat(mixture.tasks()).hasSize(12);
  }

  @Test
  void canBeNamedOnTheCommandLine() {
    MixtureConfig mixture = read("", Map.of("mixture.named", "training-clusters-1")).mixture();

    assertThat(mixture.tasks()).containsExactly("summarization");
    assertThat(mixture.holdOut())
        .containsExactly("natural-language-inference", "closed-book-qa", "commonsense");
  }

  @Test
  void nameTheNearestOneWhereThereIsNoSuch() {
    assertThatThrownBy(() -> read("mixture: {named: templates-5}", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Invalid mixture.named: Unknown mixture 'templates-5', did you mean");
  }

  private static RunConfig read(String yaml, Map<String, String> overrides) {
    return RunConfig.read(new ConfigSource(Map.of(), yaml, overrides, LocalDate.EPOCH, Map.of()));
  }
}
