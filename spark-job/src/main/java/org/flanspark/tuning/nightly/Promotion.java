package org.flanspark.tuning.nightly;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The model in service.
 *
 * @param night whose model it is
 * @param model its folder, a whole address
 * @param digest of its weights and architecture
 * @param promoted when, as 2026-01-31T03:12:45Z
 * @param rolledBack nights whose models were taken out of service again
 * @param previous what was in service before
 */
record Promotion(
    String night,
    String model,
    String digest,
    String promoted,
    List<String> rolledBack,
    @Nullable Promotion previous) {
  Promotion {
    rolledBack = List.copyOf(rolledBack);
  }

  /** After this one, of which as many predecessors are remembered as there may be nights kept. */
  Promotion next(
      String nextNight, String nextModel, String nextDigest, String now, int remembered) {
    return new Promotion(
        nextNight, nextModel, nextDigest, now, rolledBack, remembering(remembered));
  }

  private Promotion remembering(int count) {
    Promotion before = previous == null || count <= 1 ? null : previous.remembering(count - 1);
    // One list, at the top, says it for all.
    return new Promotion(night, model, digest, promoted, List.of(), before);
  }

  /** The one before, with a note that this one was taken back. */
  Promotion rolledBackTo(Promotion before) {
    List<String> nights = new ArrayList<>(rolledBack);
    nights.add(night);
    return new Promotion(
        before.night, before.model, before.digest, before.promoted, nights, before.previous);
  }

  /** The nights whose runs must stay: this one's, and the one's that a rollback returns to. */
  List<String> needed() {
    return Stream.of(this, previous)
        .flatMap(Stream::ofNullable)
        .map(Promotion::night)
        .collect(Collectors.toUnmodifiableList());
  }
}
