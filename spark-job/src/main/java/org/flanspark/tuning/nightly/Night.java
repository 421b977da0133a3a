package org.flanspark.tuning.nightly;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a night: {@code night.json}.
 *
 * @param night its date
 * @param phase the one it is in, or ended in
 * @param outcome null while it is at work, or where it was killed
 * @param why in words
 * @param basis what its result follows from; null before that is known
 * @param comparedWith the night whose model was in service; null where there was none
 * @param verdict the gate's; null where nothing was compared
 * @param started of the last attempt, as 2026-01-31T03:12:45Z
 * @param ended of the last attempt
 * @param seconds by phase, of the last attempt
 */
record Night(
    String night,
    Phase phase,
    @Nullable NightOutcome outcome,
    String why,
    @Nullable NightBasis basis,
    @Nullable String comparedWith,
    @Nullable Verdict verdict,
    String started,
    @Nullable String ended,
    Map<String, Double> seconds) {
  Night {
    seconds = Map.copyOf(seconds);
  }

  static Night begun(String night, String now) {
    return new Night(night, Phase.PREPARE, null, "", null, null, null, now, null, Map.of());
  }

  /** Whether it was decided upon, and is not done again. */
  @JsonIgnore
  boolean isFinal() {
    return outcome != null && outcome.isFinal();
  }

  /** Another attempt, on what the last had found to go by. */
  Night begunAgain(String now) {
    return new Night(night, Phase.PREPARE, null, "", basis, null, null, now, null, Map.of());
  }

  Night in(Phase next) {
    return new Night(
        night, next, outcome, why, basis, comparedWith, verdict, started, ended, seconds);
  }

  Night with(NightBasis found) {
    return new Night(
        night, phase, outcome, why, found, comparedWith, verdict, started, ended, seconds);
  }

  Night judged(@Nullable String inService, @Nullable Verdict found) {
    return new Night(night, phase, outcome, why, basis, inService, found, started, ended, seconds);
  }

  Night after(Phase timed, double taken) {
    Map<String, Double> times = new TreeMap<>(seconds);
    times.merge(timed.label(), taken, Double::sum);
    return new Night(
        night, phase, outcome, why, basis, comparedWith, verdict, started, ended, times);
  }

  Night ended(NightOutcome how, String reason, String now) {
    return new Night(
        night, phase, how, reason, basis, comparedWith, verdict, started, now, seconds);
  }
}
