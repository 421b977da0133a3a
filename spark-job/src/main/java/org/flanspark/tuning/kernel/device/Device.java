package org.flanspark.tuning.kernel.device;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.flanspark.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The graphics card that a thread computes on. */
public final class Device {
  private static final Logger LOG = LoggerFactory.getLogger(Device.class);

  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  /** The addresses that the log of this process has told already. */
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private Device() {}

  /** Whether the job jar computes on graphics cards: it was built with the profile cuda. */
  public static boolean holdsCuda() {
    return DeviceCheck.holdsCuda();
  }

  /**
   * The cards that this process may compute on, by name and compute capability; none where the job
   * jar computes on the processor.
   *
   * @throws ConfigException if there is none that can compute
   */
  public static List<String> cards() {
    DeviceCheck.check();
    return DeviceCheck.holdsCuda()
        ? CudaDriver.cards().stream().map(DeviceCheck.Card::description).toList()
        : List.of();
  }

  /**
   * Has the calling thread compute on the card of this address, with all that it opens from now on;
   * by itself each thread computes on the first. With a job jar for processors an address means
   * nothing.
   *
   * @param address the card's number, as {@code nvidia-smi} counts, or its entry in {@code
   *     CUDA_VISIBLE_DEVICES} where that is set
   * @throws ConfigException if this process has no card of that address, or none that can compute
   */
  public static void use(String address) {
    DeviceCheck.check();
    if (DeviceCheck.holdsCuda()) {
      use(address, System.getenv(VISIBLE), Nd4j.getAffinityManager());
      tell(address, "Computing on card {}");
    } else {
      tell(address, "Card {} is left idle: this job jar computes on the processor");
    }
  }

  static void use(String address, @Nullable String visible, AffinityManager cards) {
    int number = visible == null ? number(address) : position(address, visible);
    if (number >= cards.getNumberOfDevices()) {
      throw new ConfigException(
          "Cannot compute on card %s: this process has %s cards; check the discovery script of spark.*.resource.gpu.discoveryScript"
              .formatted(address, cards.getNumberOfDevices()));
    }
    cards.unsafeSetDevice(number);
  }

  private static int number(String address) {
    if (!NUMBER.matcher(address).matches()) {
      throw new ConfigException(
          "Invalid gpu address: %s, expected a card's number such as 0, since %s is not set; use cluster-conf/gpu/discover-gpus as spark.*.resource.gpu.discoveryScript"
              .formatted(address, VISIBLE));
    }
    return Integer.parseInt(address);
  }

  /** CUDA numbers the cards that it may see, in the order of the list. */
  private static int position(String address, String visible) {
    List<String> addresses = Arrays.stream(visible.split(",")).map(String::strip).toList();
    int position = addresses.indexOf(address);
    if (position < 0) {
      throw new ConfigException(
          "Invalid gpu address: %s, expected one of %s=%s; use cluster-conf/gpu/discover-gpus as spark.*.resource.gpu.discoveryScript"
              .formatted(address, VISIBLE, visible));
    }
    return position;
  }

  private static void tell(String address, String text) {
    if (TOLD.add(address)) {
      LOG.info(text, address);
    }
  }
}
