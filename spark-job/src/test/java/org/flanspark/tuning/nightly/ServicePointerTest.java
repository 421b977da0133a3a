package org.flanspark.tuning.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.DataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePointerTest {
  private static final Promotion FIRST =
      new Promotion("2026-01-01", "file:/n/1/model", "aa", "2026-01-01T03:00:00Z", List.of(), null);

  @TempDir private Path folder;
  private ServicePointer pointer;

  @BeforeEach
  void open() {
    pointer =
        new ServicePointer(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  @Test
  void pointsNowhereBeforeTheFirstPromotion() {
    assertThat(pointer.read()).isEmpty();
  }

  @Test
  void isOneSmallFileThatAnybodyReads() throws IOException {
    pointer.move(FIRST);
    assertThat(Files.readString(folder.resolve("promoted.json")))
        .isEqualTo(
            """
            {
              "night" : "2026-01-01",
              "model" : "file:/n/1/model",
              "digest" : "aa",
              "promoted" : "2026-01-01T03:00:00Z",
              "rolled_back" : [ ],
              "previous" : null
            }
            """);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("nothing beside it").hasSize(1);
    }
  }

  @Test
  void aMoveReplacesAndRemembersWhatWasThere() {
    pointer.move(FIRST);
    pointer.move(second());
    assertThat(pointer.read()).contains(second());
    assertThat(second().previous()).isEqualTo(FIRST);
    assertThat(second().needed()).containsExactly("2026-01-02", "2026-01-01");
  }

  @Test
  void whatACutOffMoveLeftIsNoPointer() throws IOException {
    pointer.move(FIRST);
    Files.writeString(folder.resolve(".promoted.json.new"), "{\"nig");
    assertThat(pointer.read()).contains(FIRST);
    pointer.move(second());
    assertThat(pointer.read()).contains(second());
  }

  @Test
  void aRollbackReturnsToTheOneBeforeAndSaysSo() {
    Promotion back = second().rolledBackTo(FIRST);
    assertThat(back.night()).isEqualTo("2026-01-01");
    assertThat(back.previous()).isNull();
    assertThat(back.rolledBack()).containsExactly("2026-01-02");
    assertThat(back.next("2026-01-03", "m", "cc", "now", 7).rolledBack())
        .containsExactly("2026-01-02");
  }

  @Test
  void onlySoManyPredecessorsAreRemembered() {
    Promotion third = second().next("2026-01-03", "file:/n/3/model", "cc", "now", 1);
    assertThat(third.previous()).extracting(Promotion::night).isEqualTo("2026-01-02");
    assertThat(third.previous()).extracting(Promotion::previous).isNull();
  }

  @Test
  void aBrokenPointerIsToldFromNone() throws IOException {
    Files.writeString(folder.resolve("promoted.json"), "{");
    assertThatThrownBy(() -> pointer.read())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read file:" + folder + "/promoted.json: ");
  }

  private static Promotion second() {
    return FIRST.next("2026-01-02", "file:/n/2/model", "bb", "2026-01-02T03:00:00Z", 7);
  }
}
