package org.flanspark.tuning.network;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.ModelShape;

/**
 * Decoders that are not in use, with their activations' memory. DL4J makes a new network, and so a
 * new layer, for each task of each round: with a pool, as many sets of activations exist as steps
 * run at one time, and a step allocates nothing.
 */
final class DecoderPool {
  private static final ConcurrentLinkedDeque<Pooled> IDLE = new ConcurrentLinkedDeque<>();

  private DecoderPool() {}

  /** A decoder of this shape that computes so, to be given back. */
  static Pooled borrow(ModelShape shape, ComputeSettings compute) {
    Pooled idle = IDLE.poll();
    while (idle != null && !idle.fits(shape, compute)) {
      idle.decoder().close();
      idle = IDLE.poll();
    }
    return idle == null ? Pooled.of(shape, compute) : idle;
  }

  /** Takes a decoder back; not one whose last step failed, whose buffers may be in use. */
  static void giveBack(Pooled decoder) {
    IDLE.push(decoder);
  }

  /** A decoder and what it was made for. */
  record Pooled(Decoder decoder, ComputeSettings compute) {
    static Pooled of(ModelShape shape, ComputeSettings compute) {
      return new Pooled(
          Decoder.of(
              shape,
              KernelChoice.open(compute.backend(), compute.threads()),
              compute.activations()),
          compute);
    }

    boolean fits(ModelShape shape, ComputeSettings wanted) {
      return decoder.shape().equals(shape) && compute.equals(wanted);
    }
  }
}
