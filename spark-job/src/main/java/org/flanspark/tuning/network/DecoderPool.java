package org.flanspark.tuning.network;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.flanspark.config.Backend;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.ModelShape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Decoders that are not in use, with their activations' memory. DL4J makes a new network, and so a
 * new layer, for each task of each round: with a pool, as many sets of activations exist as steps
 * run at one time, and a step allocates nothing.
 */
final class DecoderPool {
  private static final ConcurrentLinkedDeque<Decoder> IDLE = new ConcurrentLinkedDeque<>();

  private DecoderPool() {}

  /** A decoder of this shape, to be given back. */
  static Decoder borrow(ModelShape shape) {
    Decoder idle = IDLE.poll();
    while (idle != null && !idle.shape().equals(shape)) {
      idle.close();
      idle = IDLE.poll();
    }
    return idle == null
        ? Decoder.of(shape, KernelChoice.open(Backend.AUTO, Nd4j.getEnvironment().maxThreads()))
        : idle;
  }

  /** Takes a decoder back; not one whose last step failed, whose buffers may be in use. */
  static void giveBack(@Nullable Decoder decoder) {
    if (decoder != null) {
      IDLE.push(decoder);
    }
  }
}
