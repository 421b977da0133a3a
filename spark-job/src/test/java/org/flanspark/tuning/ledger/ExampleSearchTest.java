package org.flanspark.tuning.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.ledger.Sightings.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an example's id to the rows that hold it, and from rows to the rounds that saw them. */
class ExampleSearchTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir java.nio.file.Path folder;

  @Test
  void showsEveryRowOfTheShardsWithItsExamples() {
    writeShard(0, List.of(List.of("rte/train/a", "rte/train/b"), List.of("mrpc/train/c")));
    writeShard(2, List.of(List.of("rte/train/a")));
    List<String> rows = new ArrayList<>();
    examples(List.of(2L, 0L, 1L)).forEachRow((row, ids) -> rows.add(row + " " + ids));
    assertThat(rows)
        .containsExactly(
            "0:0 [rte/train/a, rte/train/b]", "0:1 [mrpc/train/c]", "2:0 [rte/train/a]");
  }

  @Test
  void refusesAShardWithOtherRowsThanTheManifestSays() {
    writeShard(0, List.of(List.of("rte/train/a")));
    assertThatThrownBy(() -> examples(List.of(2L)).forEachRow((row, ids) -> {}))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot use shard %s: it has 1 rows, the manifest says 2; run prepare again"
                .formatted(PreparedFolder.shard(path(), 0)));
  }

  @Test
  void findsEverySegmentOfAnExample() {
    ExamplePlaces places = new ExamplePlaces("rte/train/a");
    places.addRow(new ShardRow(0, 0), List.of("rte/train/a", "rte/train/b", "rte/train/a"));
    places.addRow(new ShardRow(0, 1), List.of("rte/train/a-2"));
    places.addRow(new ShardRow(1, 0), List.of("mrpc/train/c", "rte/train/a"));
    assertThat(places.rows()).containsExactly(new ShardRow(0, 0), new ShardRow(1, 0));
    assertThat(places.segments(new ShardRow(0, 0))).containsExactly(0, 2);
    assertThat(places.segments(new ShardRow(1, 0))).containsExactly(1);
  }

  @Test
  void namesTheExampleThatBeginsMostLikeAnUnknownOne() {
    ExamplePlaces places = new ExamplePlaces("rte/train/1f2");
    places.addRow(new ShardRow(0, 0), List.of("mrpc/train/1f2e", "rte/train/1e2f"));
    places.addRow(new ShardRow(0, 1), List.of("rte/train/1f2e", "rte/train/2f2e"));
    assertThat(places.rows()).isEmpty();
    assertThat(places.nearest()).isEqualTo("rte/train/1f2e");
  }

  @Test
  void findsTheRoundsThatSawARow() {
    List<LedgerEntry> ledger =
        List.of(
            round(1, 0, 2, 0, 4, List.of(List.of("0:0-1", "0:2-3"), List.of("0:1-2", "1:0-1"))),
            round(2, 2, 3, 4, 6, List.of(List.of("1:0-1,0:1-2"))));
    ShardRow twice = new ShardRow(1, 0);
    ShardRow once = new ShardRow(0, 2);
    assertThat(Sightings.of(ledger, List.of(once, twice), 4))
        .isEqualTo(
            new Sightings(
                List.of(
                    new Sighting(1, 1, 0, 2, once),
                    new Sighting(1, 1, 1, 2, twice),
                    new Sighting(2, 2, 0, 3, twice)),
                2,
                List.of(once)));
  }

  @Test
  void aPassThatIsDoneHasSeenAll() {
    List<LedgerEntry> ledger = List.of(round(1, 0, 1, 0, 2, List.of(List.of("0:0-2"))));
    ShardRow row = new ShardRow(0, 1);
    assertThat(Sightings.of(ledger, List.of(row), 2))
        .isEqualTo(new Sightings(List.of(new Sighting(1, 1, 0, 1, row)), 1, List.of()));
  }

  private static LedgerEntry round(
      int round, long fromStep, long toStep, long fromRow, long toRow, List<List<String>> workers) {
    return new LedgerEntry(round, fromStep, toStep, fromRow, toRow, workers, List.of());
  }

  private void writeShard(int shard, List<List<String>> rows) {
    ParquetShard.write(
        PreparedFolder.shard(path(), shard), HADOOP, PackedRow.EXAMPLE_IDS, rows.iterator());
  }

  private ShardExamples examples(List<Long> rowsByShard) {
    return new ShardExamples(path(), rowsByShard, HADOOP);
  }

  private Path path() {
    return new Path(folder.toUri());
  }
}
