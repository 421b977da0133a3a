package org.flanspark.tuning.nightly;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Keeps {@code night.json} up to date, so that a killed night's successor knows where it stood. */
final class NightJournal {
  private final Nights nights;
  private final PhaseListener listener;
  private Night night;
  private long phaseStart = System.nanoTime();

  NightJournal(Nights nights, PhaseListener listener, Night night) {
    this.nights = nights;
    this.listener = listener;
    this.night = night;
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  Night night() {
    return night;
  }

  void enter(Phase phase) {
    closePhase();
    night = night.in(phase);
    nights.write(night);
    listener.entered(night.night(), phase);
  }

  void found(NightBasis basis) {
    night = night.with(basis);
    nights.write(night);
  }

  /** What comes before {@link Phase#PROMOTE}, which writes it. */
  void judged(@Nullable String inService, @Nullable Verdict verdict) {
    night = night.judged(inService, verdict);
  }

  Night end(NightOutcome outcome, String why) {
    closePhase();
    night = night.ended(outcome, why, now());
    nights.write(night);
    return night;
  }

  void fail(Throwable cause) {
    String why = "%s failed: %s".formatted(night.phase().label(), cause.getMessage());
    Night failed = end(NightOutcome.FAILED, why);
    nights.writeSummary(failed.night(), NightSummary.of(failed));
  }

  private void closePhase() {
    long now = System.nanoTime();
    night = night.after(night.phase(), (now - phaseStart) / 1e9);
    phaseStart = now;
  }
}
