package org.flanspark.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.junit.jupiter.api.Test;

class PreparedLimitsTest {
  @Test
  void lessThanWasPreparedIsThere() {
    assertThatCode(() -> check("{templates: all}", "{templates: 3, max-examples-per-task: 5}"))
        .doesNotThrowAnyException();
  }

  @Test
  void someOfThePreparedNumbersOfExemplarsAreThere() {
    assertThatCode(() -> check("{shots: [0, 1, 5]}", "{shots: [5, 0]}")).doesNotThrowAnyException();
    assertThatThrownBy(() -> check("{shots: [0, 5]}", "{shots: [0, 3]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Invalid evaluation.shots: [0, 3], expected some of [0, 5], which the prompts were"
                + " prepared with; run prepare again for others");
  }

  @Test
  void understandsTheSingleNumberOfEarlierManifests() {
    ObjectNode earlier = config("{}").toTree();
    ((ObjectNode) earlier.path("evaluation")).put("shots", 5);

    assertThatCode(() -> PreparedLimits.check(earlier, config("{shots: 5}").evaluation()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> PreparedLimits.check(earlier, config("{shots: 0}").evaluation()))
        .hasMessageStartingWith("Invalid evaluation.shots: [0], expected some of [5], ");
  }

  @Test
  void namesEveryKeyThatAsksForMore() {
    assertThatThrownBy(
            () ->
                check(
                    "{templates: 3, max-examples-per-task: 100, max-new-tokens: 16}",
                    "{templates: all, max-examples-per-task: 200, max-new-tokens: 32}"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            3 problems:
            - Invalid evaluation.max-examples-per-task: 200, expected at most 100, which the prompts \
            were prepared with; run prepare again for more
            - Invalid evaluation.max-new-tokens: 32, expected at most 16, which the prompts were \
            prepared with; run prepare again for more
            - Invalid evaluation.templates: all, expected at most 3, which the prompts were prepared \
            with; run prepare again for more\
            """);
  }

  private static void check(String prepared, String asked) {
    PreparedLimits.check(config(prepared).toTree(), config(asked).evaluation());
  }

  private static RunConfig config(String evaluation) {
    return RunConfig.read(
        ConfigSource.ofYaml("evaluation: " + evaluation, LocalDate.of(2026, 1, 31)));
  }
}
