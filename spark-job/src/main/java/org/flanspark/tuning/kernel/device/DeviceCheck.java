package org.flanspark.tuning.kernel.device;

import java.util.List;
import org.flanspark.config.ConfigException;

/**
 * Whether the graphics cards of this machine can run ND4J's CUDA backend, where the jar holds it:
 * its binaries hold code for compute capability 3.7 to 8.6, and none that a driver could translate.
 */
final class DeviceCheck {
  private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private DeviceCheck() {}

  /**
   * A card's compute capability.
   *
   * @param name as the driver tells it
   */
  record Card(String name, int major, int minor) {
    String description() {
      return "%s (compute capability %s.%s)".formatted(name, major, minor);
    }
  }

  /**
   * Refuses a machine that the jar's ND4J cannot run on; a jar with the CPU's backend runs
   * anywhere.
   */
  static void check() {
    if (holdsCuda()) {
      check(CudaDriver.cards());
    }
  }

  static void check(List<Card> cards) {
    if (cards.isEmpty()) {
      throw new ConfigException(
          "Cannot start ND4J's CUDA backend: no graphics card found; run where there is one, or"
              + " use the job jar built without the profile cuda");
    }
    cards.forEach(DeviceCheck::check);
  }

  private static void check(Card card) {
    boolean tooNew = card.major >= 9;
    boolean tooOld = card.major < 3 || card.major == 3 && card.minor < 7;
    if (tooNew || tooOld) {
      throw new ConfigException(
          ("Cannot start ND4J's CUDA backend: %s has compute capability %s.%s, expected 3.7 to 8.9;"
                  + " use another card, or the job jar built without the profile cuda")
              .formatted(card.name, card.major, card.minor));
    }
  }

  /** Whether the job jar was built with the profile cuda. */
  static boolean holdsCuda() {
    try {
      Class.forName(CUDA_BACKEND, false, DeviceCheck.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
