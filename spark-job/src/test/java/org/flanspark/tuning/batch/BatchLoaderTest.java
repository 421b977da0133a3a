package org.flanspark.tuning.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

class BatchLoaderTest {
  private static final int NOT = TokenIds.NOT_COUNTED;

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
  void rowsBecomeIntegersOfTheLayersShapes() {
    DataSet batch = BatchLoader.toDataSet(List.of(two, one));
    assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.INT);
    assertThat(batch.getLabels().dataType()).isEqualTo(DataType.INT);
    assertThat(batch.getFeatures().shape()).containsExactly(2, 3, 16);
    assertThat(batch.getLabels().shape()).containsExactly(2, 16);
    assertThat(batch.getFeatures().getInt(0, 0, 7)).isEqualTo(22);
    assertThat(batch.getFeatures().getInt(0, 1, 7)).isEqualTo(2);
    assertThat(batch.getFeatures().getInt(0, 2, 7)).isEqualTo(2);
    assertThat(batch.getFeatures().getInt(1, 1, 3)).isEqualTo(-1);
    assertThat(batch.getLabels().getInt(0, 3)).isEqualTo(13);
    assertThat(batch.getLabels().getInt(1, 3)).isEqualTo(NOT);
  }

  @Test
  void theLengthIsRoundedUpAndNoFurther() {
    TokenIds ids = TokenIds.copyOf(Collections.nCopies(17, 5));
    PackedRow row = new PackedRow(ids, ids, List.of(17), List.of("x"), List.of(0));
    assertThat(BatchLoader.toDataSet(List.of(row)).getFeatures().size(2)).isEqualTo(32);
    assertThat(BatchLoader.toDataSet(List.of(one)).getFeatures().size(2)).isEqualTo(16);
  }
}
