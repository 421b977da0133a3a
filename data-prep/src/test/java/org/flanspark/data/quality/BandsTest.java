package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandsTest {
  @ParameterizedTest
  @CsvSource({"0.95, 9, 11", "0.9, 13, 8", "0.8, 18, 5", "0.7, 26, 4", "0.5, 25, 2"})
  void takesMoreRowsTheMoreAlikeRecordsMustBe(double similarity, int bands, int rows) {
    assertThat(Bands.of(similarity)).isEqualTo(new Bands(bands, rows));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.5, 0.75, 0.9, 0.99})
  void missesAtMostOneInAThousand(double similarity) {
    Bands bands = Bands.of(similarity);

    double missed = Math.pow(1 - Math.pow(similarity, bands.rows()), bands.bands());
    assertThat(missed).isLessThanOrEqualTo(0.001);
  }

  @Test
  void needsOneBandForTheSameSets() {
    assertThat(Bands.of(1).bands()).isEqualTo(1);
  }

  @Test
  void givesTheSameBucketWhereABandAgrees() {
    Bands bands = new Bands(2, 2);
    long[] one = bands.buckets(new long[] {1, 2, 3, 4});
    long[] other = bands.buckets(new long[] {1, 2, 3, 5});

    assertThat(one[0]).isEqualTo(other[0]);
    assertThat(one[1]).isNotEqualTo(other[1]);
  }

  @Test
  void tellsBandsApart() {
    long[] buckets = new Bands(2, 1).buckets(new long[] {7, 7});

    assertThat(buckets[0]).isNotEqualTo(buckets[1]);
  }
}
