package org.flanspark.tuning.averaging;

import java.util.Optional;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A worker's moments over the rounds: those in the network, which the steps change, and those
 * before the last round, for a round that is tried again. Each are stamped with the round after
 * which they are valid, so that an attempt at a round can start from the state after the one before
 * and from no other. Until the first update of a round both are the same, and there is nothing to
 * copy.
 */
final class MomentHistory {
  private static final int NONE = -1;

  private final Kernels kernels;
  private final Tensor current;
  private @Nullable Tensor copy;

  private Stamp ofCurrent = new Stamp(NONE, 0, 0);

  /** Of those before the last round. */
  private Stamp ofBefore = new Stamp(NONE, 0, 0);

  /** Whether those before the last round are the network's still, and not the copy. */
  private boolean isUntouched;

  /**
   * What moments are.
   *
   * @param round after which they are valid; -1 while a round is under way
   * @param age updates that they have seen
   * @param lineage drawn when they began or were read from a checkpoint
   */
  record Stamp(int round, long age, long lineage) {}

  /**
   * Of a network that has just been made.
   *
   * @param current the network's moments, flat
   */
  MomentHistory(Kernels kernels, Tensor current) {
    this.kernels = kernels;
    this.current = current;
  }

  /**
   * Puts the moments after a round in place. They may change once {@link #beforeUpdate} was called.
   *
   * @return their stamp; empty where neither the network nor the copy holds them
   */
  Optional<Stamp> standAfter(int round) {
    if (ofCurrent.round() == round) {
      ofBefore = ofCurrent;
      isUntouched = true;
    } else if (ofBefore.round() == round) {
      takeBack();
    } else {
      return Optional.empty();
    }
    ofCurrent = new Stamp(NONE, 0, 0);
    return Optional.of(ofBefore);
  }

  /** Declares what the network holds now, whatever it held before, to be those after a round. */
  void begin(Stamp stamp) {
    ofCurrent = stamp;
    ofBefore = new Stamp(NONE, 0, 0);
  }

  /** Sees to it that the moments before the round are kept, whatever becomes of the network's. */
  void beforeUpdate() {
    if (isUntouched) {
      kernels.copy(current, copy());
      isUntouched = false;
    }
  }

  private void takeBack() {
    if (!isUntouched) {
      kernels.copy(copy(), current);
      isUntouched = true;
    }
  }

  /** Says that the round after the last that was stood after has been done by so many updates. */
  void roundDone(int updates) {
    ofCurrent = new Stamp(ofBefore.round() + 1, ofBefore.age() + updates, ofBefore.lineage());
  }

  /** Takes the last round's updates back: the moments before it are those after it too. */
  void roundUndone() {
    takeBack();
    ofCurrent = new Stamp(ofBefore.round() + 1, ofBefore.age(), ofBefore.lineage());
  }

  /** The stamp of the network's moments, where they are those after this round. */
  Optional<Stamp> after(int round) {
    return current().filter(stamp -> stamp.round() == round);
  }

  /** The stamp of the network's moments; empty while a round is under way. */
  Optional<Stamp> current() {
    return ofCurrent.round() == NONE ? Optional.empty() : Optional.of(ofCurrent);
  }

  void release() {
    if (copy != null) {
      kernels.release(copy);
    }
  }

  private Tensor copy() {
    if (copy == null) {
      copy = kernels.allocate(current.size());
    }
    return copy;
  }
}
