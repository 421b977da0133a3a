package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditDistanceTest {
  @Test
  void theShareOfCharactersThatMayStay() {
    assertThat(EditDistance.similarity("kitten", "sitting")).isCloseTo(4 / 7.0, within(1e-12));
    assertThat(EditDistance.similarity("abc", "xyz")).isEqualTo(0);
    assertThat(EditDistance.similarity(" abc\n", "abc")).isEqualTo(1);
    assertThat(EditDistance.similarity("", "")).isEqualTo(1);
  }

  @Test
  void aCharacterBeyondSixteenBitsIsOne() {
    assertThat(EditDistance.similarity("a😀", "b😀")).isEqualTo(0.5);
  }

  @Test
  void theNearestReferenceCounts() {
    assertThat(
            MetricFamily.EDIT_DISTANCE.scores(
                Questions.written("far away", "near").writing("nearer")))
        .isEqualTo(Map.of("edit-similarity", 1 - 2 / 6.0));
  }

  @Test
  void randomTextsAreAsFarApartAsInPython() {
    for (JsonNode pair : Vectors.metrics("similarities")) {
      double longer = Math.max(1, pair.get("longer").asInt());
      assertThat(EditDistance.similarity(pair.get("first").asText(), pair.get("second").asText()))
          .isCloseTo(1 - pair.get("distance").asInt() / longer, within(1e-12));
    }
  }
}
