package org.flanspark.tuning.nightly;

/** Is told how far a night has come. */
@FunctionalInterface
public interface PhaseListener {
  /** A phase begins; {@link Phase#DONE} when the decision has been carried out. */
  void entered(String night, Phase phase);
}
