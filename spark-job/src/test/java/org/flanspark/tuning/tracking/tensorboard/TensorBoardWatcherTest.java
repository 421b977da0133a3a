package org.flanspark.tuning.tracking.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.tuning.tracking.Rounds;
import org.flanspark.tuning.tracking.tensorboard.EventFileReader.Event;
import org.flanspark.tuning.training.RunFolder;
import org.flanspark.tuning.training.TrainingEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardWatcherTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T02:15:00.500Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void aRoundIsAnEventOfItsNumbers() throws IOException {
    TensorBoardWatcher watcher = watcher();
    watcher.begins(List.of());
    watcher.roundDone(Rounds.round(1), Rounds.OUTLOOK);
    watcher.roundDone(Rounds.round(2), Rounds.OUTLOOK);
    watcher.ended(TrainingEnd.FINISHED);

    List<Event> events = EventFileReader.folder(folder.resolve("tensorboard")).get(0);
    assertThat(events).hasSize(4);
    assertThat(events).allMatch(event -> event.wallTime() == 1769825700.5);
    assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).sessionStatus()).isEqualTo(1);
    assertThat(events.get(1).step()).isEqualTo(1);
    assertThat(events.get(2).step()).isEqualTo(1);
    assertThat(events.get(2).scalars())
        .containsOnly(
            entry("loss", 0.5f),
            entry("learning_rate", 1.0e-3f),
            entry("gradient_norm", 2f),
            entry("tokens_per_second", 200f),
            entry("total_tokens", 800f),
            entry("step", 10f),
            entry("delta_cosine", 0.75f),
            entry("seconds/round", 4f),
            entry("seconds/synchronising", 1f),
            entry("seconds/local", 3f),
            entry("seconds/sending", 0.25f),
            entry("seconds/reducing", 0.5f),
            entry("seconds/outer", 0.125f),
            entry("seconds/waiting", 0.125f),
            entry("loss_by_task/rte", 0.5f));
    assertThat(events.get(3).step()).isEqualTo(2);
    assertThat(events.get(3).scalars())
        .containsEntry("validation_loss", 1.25f)
        .containsEntry("validation_loss_by_task/rte", 1.25f);
  }

  @Test
  void aResumedRunGoesOnInANewFileThatTakesBackTheRoundsDoneAgain() throws IOException {
    TensorBoardWatcher killed = watcher();
    killed.begins(List.of());
    killed.roundDone(Rounds.round(1), Rounds.OUTLOOK);
    killed.roundDone(Rounds.round(2), Rounds.OUTLOOK);
    TensorBoardWatcher resumed = watcher();
    resumed.begins(List.of(Rounds.round(1)));
    resumed.roundDone(Rounds.round(2), Rounds.OUTLOOK);

    List<List<Event>> files = EventFileReader.folder(folder.resolve("tensorboard"));
    assertThat(files).hasSize(2);
    assertThat(files.get(0)).hasSize(4);
    assertThat(files.get(1)).extracting(Event::step).containsExactly(0L, 2L, 2L);
    assertThat(files.get(1).get(1).sessionStatus()).isEqualTo(1);
    try (Stream<Path> names = Files.list(folder.resolve("tensorboard"))) {
      assertThat(names.map(file -> file.getFileName().toString()).sorted())
          .containsExactly(
              "events.out.tfevents.1769825700.flanspark.000000",
              "events.out.tfevents.1769825700.flanspark.000001");
    }
  }

  @Test
  void whatCannotBeWrittenIsBegunAgainInANewFile() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("tensorboard"), "no folder");
    TensorBoardWatcher watcher = watcher();
    assertThatThrownBy(() -> watcher.begins(List.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot ");
    Files.delete(inTheWay);
    watcher.roundDone(Rounds.round(1), Rounds.OUTLOOK);

    assertThat(EventFileReader.folder(folder.resolve("tensorboard")).get(0))
        .extracting(Event::step)
        .containsExactly(0L, 1L, 1L);
  }

  @Test
  void aLargeStepTakesMoreBytes() {
    assertThat(new ProtobufMessage().withInteger(2, 300).bytes()).containsExactly(0x10, 0xAC, 0x02);
  }

  private TensorBoardWatcher watcher() {
    return new TensorBoardWatcher(
        new RunFolder(new org.apache.hadoop.fs.Path(folder.toUri())), new Configuration(), CLOCK);
  }
}
