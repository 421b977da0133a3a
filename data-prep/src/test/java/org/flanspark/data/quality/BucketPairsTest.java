package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class BucketPairsTest {
  private static Row row(long bucket, String id) {
    return RowFactory.create(bucket, 7, 100L, id);
  }

  private static List<Row> pairs(List<Row> rows) {
    List<Row> pairs = new ArrayList<>();
    new BucketPairs(rows.iterator()).forEachRemaining(pairs::add);
    return pairs;
  }

  @Test
  void pairsEachRowWithTheEarlierOnesOfItsBucket() {
    assertThat(pairs(List.of(row(1, "a"), row(1, "b"), row(1, "c"), row(2, "d"), row(3, "e"))))
        .containsExactly(
            RowFactory.create(7, "b", 7, 100L, "a"),
            RowFactory.create(7, "c", 7, 100L, "a"),
            RowFactory.create(7, "c", 7, 100L, "b"));
  }

  @Test
  void comparesRowsOfACommonBucketWithItsFirstOnes() {
    List<Row> rows = IntStream.range(0, 1_000).mapToObj(i -> row(0, "id" + i)).toList();

    List<Row> pairs = pairs(rows);

    assertThat(pairs).hasSize(980 * 20 + 20 * 19 / 2);
    assertThat(pairs.subList(pairs.size() - 20, pairs.size()))
        .extracting(pair -> pair.getString(4))
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "id" + i).toList());
  }

  @Test
  void endsWithTheRows() {
    BucketPairs pairs = new BucketPairs(List.of(row(1, "a")).iterator());

    assertThat(pairs.hasNext()).isFalse();
    assertThatThrownBy(pairs::next).isInstanceOf(NoSuchElementException.class);
  }
}
