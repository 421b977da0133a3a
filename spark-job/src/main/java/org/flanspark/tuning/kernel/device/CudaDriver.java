package org.flanspark.tuning.kernel.device;

import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.flanspark.config.ConfigException;
import org.flanspark.tuning.kernel.device.DeviceCheck.Card;

/**
 * The graphics cards as NVIDIA's driver names them (CUDA driver API, {@code cuda.h}). ND4J cannot
 * be asked: it ends in an error of its own where there is no card or no CUDA library.
 */
final class CudaDriver {
  private static final String LIBRARY = "libcuda.so.1";
  private static final int SUCCESS = 0;
  private static final int NO_DEVICE = 100;
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;
  private static final int NAME_BYTES = 256;

  private final NativeLibrary library;

  private CudaDriver(NativeLibrary library) {
    this.library = library;
  }

  /**
   * The cards that a process may use; none where there is no driver.
   *
   * @throws ConfigException if the driver does not work
   */
  static List<Card> cards() {
    try {
      return new CudaDriver(NativeLibrary.getInstance(LIBRARY)).visibleCards();
    } catch (UnsatisfiedLinkError e) {
      return List.of();
    }
  }

  private List<Card> visibleCards() {
    int started = call("cuInit", 0);
    if (started == NO_DEVICE) {
      return List.of();
    }
    succeed("cuInit", started);
    IntByReference count = new IntByReference();
    succeed("cuDeviceGetCount", call("cuDeviceGetCount", count));
    List<Card> cards = new ArrayList<>();
    for (int ordinal = 0; ordinal < count.getValue(); ordinal++) {
      IntByReference device = new IntByReference();
      succeed("cuDeviceGet", call("cuDeviceGet", device, ordinal));
      cards.add(card(device.getValue()));
    }
    return cards;
  }

  private Card card(int device) {
    byte[] name = new byte[NAME_BYTES];
    succeed("cuDeviceGetName", call("cuDeviceGetName", name, NAME_BYTES, device));
    return new Card(
        new String(name, StandardCharsets.UTF_8).replaceAll("\0.*", ""),
        attribute(device, CAPABILITY_MAJOR),
        attribute(device, CAPABILITY_MINOR));
  }

  private int attribute(int device, int attribute) {
    IntByReference value = new IntByReference();
    succeed("cuDeviceGetAttribute", call("cuDeviceGetAttribute", value, attribute, device));
    return value.getValue();
  }

  private int call(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  private static void succeed(String function, int code) {
    if (code != SUCCESS) {
      throw new ConfigException(
          "Cannot start ND4J's CUDA backend: the driver's %s ends with code %s; nvidia-smi may say more"
              .formatted(function, code));
    }
  }
}
