package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PorterStemmerTest {
  @Test
  void stemsAsThePaperSays() {
    // the examples of Porter 1980, as NLTK's extensions leave them
    assertThat(PorterStemmer.stem("caresses")).isEqualTo("caress");
    assertThat(PorterStemmer.stem("plastered")).isEqualTo("plaster");
    assertThat(PorterStemmer.stem("hopping")).isEqualTo("hop");
    assertThat(PorterStemmer.stem("filing")).isEqualTo("file");
    assertThat(PorterStemmer.stem("relational")).isEqualTo("relat");
    assertThat(PorterStemmer.stem("controll")).isEqualTo("control");
  }

  @Test
  void measuresVowelsBeforeConsonants() {
    assertThat(PorterStemmer.measure("tree")).isEqualTo(0);
    assertThat(PorterStemmer.measure("by")).isEqualTo(0);
    assertThat(PorterStemmer.measure("ivy")).isEqualTo(1);
    assertThat(PorterStemmer.measure("orrery")).isEqualTo(2);
  }

  @Test
  void sixHundredWordsHaveTheStemsOfNltk() {
    Vectors.metrics("stems")
        .fields()
        .forEachRemaining(
            stem ->
                assertThat(PorterStemmer.stem(stem.getKey()))
                    .as(stem.getKey())
                    .isEqualTo(stem.getValue().asText()));
  }
}
