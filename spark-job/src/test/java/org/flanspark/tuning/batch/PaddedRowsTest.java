package org.flanspark.tuning.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

class PaddedRowsTest {
  private static final int NOT = TokenIds.NOT_COUNTED;

  /** The worked example of the packed rows. */
  private final PackedRow two =
      new PackedRow(
          TokenIds.of(11, 12, 1, 13, 1, 21, 1, 22, 23, 1),
          TokenIds.of(NOT, NOT, NOT, 13, 1, NOT, NOT, 22, 23, 1),
          List.of(5, 5),
          List.of("a/train/1", "b/train/2"),
          List.of(4, 2));

  private final PackedRow one =
      new PackedRow(
          TokenIds.of(7, 1, 8),
          TokenIds.of(NOT, NOT, 8),
          List.of(3),
          List.of("a/train/3"),
          List.of(4));

  @Test
  void padsEachRowToTheSameLength() {
    PaddedRows padded = PaddedRows.of(List.of(two, one));
    assertThat(padded.rows()).isEqualTo(2);
    assertThat(padded.time()).isEqualTo(16);
    assertThat(padded.features())
        .containsExactly(
            concat(
                line(16, 0, 11, 12, 1, 13, 1, 21, 1, 22, 23, 1),
                line(16, -1, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4),
                line(16, 0, 4, 4, 4, 4, 4, 2, 2, 2, 2, 2),
                line(16, 0, 7, 1, 8),
                line(16, -1, 0, 1, 2),
                line(16, 0, 4, 4, 4)));
    assertThat(padded.labels())
        .containsExactly(
            concat(
                line(16, NOT, NOT, NOT, NOT, 13, 1, NOT, NOT, 22, 23, 1),
                line(16, NOT, NOT, NOT, 8)));
  }

  @Test
  void roundsTheLengthUpAndNoFurther() {
    TokenIds ids = TokenIds.copyOf(Collections.nCopies(17, 5));
    PackedRow row = new PackedRow(ids, ids, List.of(17), List.of("x"), List.of(0));
    assertThat(PaddedRows.of(List.of(row)).time()).isEqualTo(32);
    assertThat(PaddedRows.of(List.of(one)).time()).isEqualTo(16);
  }

  @Test
  void becomesIntegersOfTheLayersShapes() {
    DataSet batch = BatchLoader.toDataSet(PaddedRows.of(List.of(two, one)));
    assertThat(batch.getFeatures().shape()).containsExactly(2, 3, 16);
    assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.INT);
    assertThat(batch.getFeatures().getInt(1, 1, 3)).isEqualTo(-1);
    assertThat(batch.getLabels().shape()).containsExactly(2, 16);
    assertThat(batch.getLabels().getInt(0, 3)).isEqualTo(13);
  }

  private static int[] line(int length, int padding, int... values) {
    int[] line = Arrays.copyOf(values, length);
    Arrays.fill(line, values.length, length, padding);
    return line;
  }

  private static int[] concat(int[]... lines) {
    return Arrays.stream(lines).flatMapToInt(Arrays::stream).toArray();
  }
}
