package org.flanspark.tuning.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.ledger.Batch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardCacheTest {
  private final Configuration hadoop = new Configuration();

  @TempDir java.nio.file.Path temporary;

  private Path folder = new Path("/");

  @BeforeEach
  void writeTwoShards() {
    folder = new Path(temporary.resolve("pre pared 50%").toUri());
    write(0, 100, 5);
    write(1, 200, 3);
  }

  @Test
  void readsTheRowsInTheOrderOfTheBatch() {
    assertThat(firstIds(new ShardCache(1 << 20), "1:1-3,0:4-5")).containsExactly(201, 202, 104);
  }

  @Test
  void readsTheSameRowsWhenThereIsRoomForOneShardOnly() {
    ShardCache small = new ShardCache(1);
    assertThat(firstIds(small, "1:0-1,0:0-1")).containsExactly(200, 100);
    assertThat(firstIds(small, "1:0-1,0:0-1")).containsExactly(200, 100);
  }

  @Test
  void readsAShardAnewThatWasWrittenAnew() {
    ShardCache cache = new ShardCache(1 << 20);
    assertThat(firstIds(cache, "0:0-1")).containsExactly(100);
    write(0, 300, 6);
    assertThat(firstIds(cache, "0:0-1")).containsExactly(300);
  }

  @Test
  void refusesRowsThatAShardDoesNotHave() {
    assertThatThrownBy(() -> firstIds(new ShardCache(1), "1:2-4"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot read rows 2 to 4 of %s: it has 3; run prepare again"
                .formatted(PreparedFolder.shard(folder, 1)));
    assertThatThrownBy(() -> firstIds(new ShardCache(1), "2:0-1"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Missing shard %s: run prepare again".formatted(PreparedFolder.shard(folder, 2)));
  }

  @Test
  void aPathIsAUriAndReadsBack() {
    BatchPath path = new BatchPath(folder, Batch.parse("1:1-3,0:4-5"));
    assertThat(URI.create(path.toString()).getScheme()).isEqualTo("file");
    assertThat(path.toString()).endsWith("/pre%20pared%2050%25?rows=1:1-3,0:4-5");
    assertThat(BatchPath.parse(path.toString())).isEqualTo(path);
    assertThatThrownBy(() -> BatchPath.parse("file:/x/shard-00000.parquet"))
        .hasMessage(
            "Invalid batch path: file:/x/shard-00000.parquet, expected a folder and ?rows=");
  }

  @Test
  void hadoopsSettingsTravel() throws IOException, ClassNotFoundException {
    hadoop.set("fs.example.key", "value");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new HadoopSettings(hadoop));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      HadoopSettings read = (HadoopSettings) in.readObject();
      assertThat(read.configuration().get("fs.example.key")).isEqualTo("value");
    }
  }

  private List<Integer> firstIds(ShardCache cache, String batch) {
    return cache.rows(folder, Batch.parse(batch), hadoop).stream()
        .map(row -> row.inputIds().at(0))
        .toList();
  }

  private void write(int shard, int firstId, int rows) {
    List<PackedRow> packed = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      TokenIds ids = TokenIds.of(firstId + row, 1);
      packed.add(
          new PackedRow(
              ids, TokenIds.of(TokenIds.NOT_COUNTED, 1), List.of(2), List.of("x"), List.of(0)));
    }
    ParquetShard.write(
        PreparedFolder.shard(folder, shard), hadoop, PackedRow.TABLE, packed.iterator());
  }
}
