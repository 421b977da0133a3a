package org.flanspark.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTextTest {
  @Test
  void putsValuesInThePlaceOfPlaceholders() {
    TemplateText text = TemplateText.parse("{premise}\n\nDoes it follow that {hypothesis}?");

    assertThat(text.placeholders()).containsExactly("premise", "hypothesis");
    assertThat(text.render(Map.of("premise", "It rains.", "hypothesis", "It is wet.")::get))
        .isEqualTo("It rains.\n\nDoes it follow that It is wet.?");
  }

  @Test
  void takesDoubledBracesAndValuesAsTheyAre() {
    TemplateText text = TemplateText.parse("{{{set}}}, {{set}}");

    assertThat(text.render(name -> "{1}")).isEqualTo("{{1}}, {set}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "is {premise so | Invalid template: '{' at position 3 is not closed; write '{{' for a"
            + " brace",
        "is premise} so | Invalid template: '}' at position 10 closes nothing; write '}}' for a"
            + " brace",
        "is {} so | Invalid template: '{}' is no field's name; write '{{' and '}}' for braces",
        "is {a b} so | Invalid template: '{a b}' is no field's name; write '{{' and '}}' for braces"
      })
  void refusesStrayBraces(String text, String message) {
    assertThatThrownBy(() -> TemplateText.parse(text)).hasMessage(message);
  }
}
