package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;
import org.flanspark.data.LocalSpark;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionKeysIT {

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 70})
  void sendEachRowToThePartitionThatItsKeyIsFor(int partitions) {
    PartitionKeys keys = PartitionKeys.of(partitions);
    List<Integer> all = IntStream.range(0, partitions).mapToObj(keys::key).toList();

    List<List<Integer>> byPartition =
        LocalSpark.session()
            .createDataset(all, Encoders.INT())
            .toDF("key")
            .repartition(partitions, functions.col("key"))
            .mapPartitions(
                (MapPartitionsFunction<org.apache.spark.sql.Row, String>)
                    rows -> {
                      List<String> found = new ArrayList<>();
                      rows.forEachRemaining(row -> found.add(String.valueOf(row.getInt(0))));
                      return List.of(String.join(",", found)).iterator();
                    },
                Encoders.STRING())
            .collectAsList()
            .stream()
            .map(text -> List.of(Integer.valueOf(text)))
            .toList();

    assertThat(byPartition.stream().flatMap(List::stream)).containsExactlyElementsOf(all);
  }
}
