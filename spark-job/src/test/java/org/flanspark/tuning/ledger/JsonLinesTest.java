package org.flanspark.tuning.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
  private final Configuration hadoop = new Configuration();

  @TempDir java.nio.file.Path folder;

  @Test
  void readsTheLedgerThatWasWritten() throws IOException {
    RoundPlan plan =
        new RoundPlan(
            new Progress(2, 40, 640),
            new Progress(3, 41, 643),
            List.of(
                new WorkerRows(
                    0, List.of(new Batch(List.of(new RowRange(3, 128, 130), range(7, 0))))),
                new WorkerRows(1, List.of())));
    JsonLines.write(
        file(), hadoop, List.of(LedgerEntry.of(plan, List.of("worker 1: moments began anew"))));
    assertThat(Files.readString(folder.resolve("ledger.jsonl")))
        .isEqualTo(
            "{\"round\":3,\"from_step\":40,\"to_step\":41,\"from_row\":640,\"to_row\":643,"
                + "\"workers\":[[\"3:128-130,7:0-1\"],[]],\"notes\":[\"worker 1: moments began anew\"]}\n");
    assertThat(JsonLines.read(file(), hadoop, LedgerEntry.class))
        .containsExactly(LedgerEntry.of(plan, List.of("worker 1: moments began anew")));
  }

  @Test
  void replacesTheLinesOfBefore() {
    JsonLines.write(file(), hadoop, List.of(new Progress(1, 2, 3), new Progress(4, 5, 6)));
    JsonLines.write(file(), hadoop, List.of(new Progress(7, 8, 9)));
    assertThat(JsonLines.read(file(), hadoop, Progress.class))
        .containsExactly(new Progress(7, 8, 9));
  }

  @Test
  void addsALineAndPassesOverWhatAKilledProcessLeft() throws IOException {
    Progress first = new Progress(1, 2, 3);
    Progress second = new Progress(4, 5, 6);
    JsonLines.append(file(), hadoop, List.of(first));
    JsonLines.append(file(), hadoop, List.of(first, second));
    Files.writeString(folder.resolve("ledger.jsonl"), "{\"round\":7,", StandardOpenOption.APPEND);
    assertThat(JsonLines.read(file(), hadoop, Progress.class)).containsExactly(first, second);
  }

  @Test
  void findsNoLinesWhereThereIsNoFile() {
    assertThat(JsonLines.read(file(), hadoop, Progress.class)).isEmpty();
  }

  @Test
  void namesTheLineThatIsBroken() throws IOException {
    Files.writeString(folder.resolve("ledger.jsonl"), "{\"round\":1,\"steps\":1,\"rows\":1}\n{\n");
    assertThatThrownBy(() -> JsonLines.read(file(), hadoop, Progress.class))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read line 2 of " + file() + ": Unexpected end-of-input");
  }

  @Test
  void batchesReadBackFromTheirText() {
    Batch batch = new Batch(List.of(new RowRange(3, 128, 130), range(7, 0)));
    assertThat(batch).hasToString("3:128-130,7:0-1");
    assertThat(Batch.parse("3:128-130,7:0-1")).isEqualTo(batch);
    assertThatThrownBy(() -> Batch.parse("3:128-130,7"))
        .hasMessage("Invalid rows: 7, expected a shard and its rows, as in 3:128-144");
  }

  private static RowRange range(int shard, long row) {
    return new RowRange(shard, row, row + 1);
  }

  private Path file() {
    return new Path(folder.resolve("ledger.jsonl").toUri());
  }
}
