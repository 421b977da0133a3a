package org.flanspark.tuning.kernel.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.concurrency.BasicAffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;

class DeviceTest {
  private final FourCards cards = new FourCards();

  @Test
  void anAddressIsTheNumberOfACard() {
    Device.use("3", null, cards);
    Device.use("0", null, cards);
    assertThat(cards.chosen).containsExactly(3, 0);
  }

  @Test
  void cudaCountsTheVisibleCards() {
    Device.use("3", "1,3", cards);
    Device.use("GPU-8932f937", "GPU-b1028956, GPU-77aa2c0e, GPU-8932f937", cards);
    assertThat(cards.chosen).containsExactly(1, 2);
  }

  @Test
  void refusesAnAddressThatIsNoNumber() {
    assertThatThrownBy(() -> Device.use("GPU-8932f937", null, cards))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Invalid gpu address: GPU-8932f937, expected a card's number such as 0, since"
                + " CUDA_VISIBLE_DEVICES is not set; use cluster-conf/gpu/discover-gpus as"
                + " spark.*.resource.gpu.discoveryScript");
  }

  @Test
  void refusesAnAddressThatIsNotVisible() {
    assertThatThrownBy(() -> Device.use("0", "1,3", cards))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Invalid gpu address: 0, expected one of CUDA_VISIBLE_DEVICES=1,3; use"
                + " cluster-conf/gpu/discover-gpus as spark.*.resource.gpu.discoveryScript");
  }

  @Test
  void refusesACardThatIsNotThere() {
    assertThatThrownBy(() -> Device.use("4", null, cards))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot compute on card 4: this process has 4 cards; check the discovery script of"
                + " spark.*.resource.gpu.discoveryScript");
    assertThat(cards.chosen).isEmpty();
  }

  @Test
  void anAddressMeansNothingToTheProcessor() {
    assertThatCode(() -> Device.use("0")).doesNotThrowAnyException();
    assertThatCode(() -> Device.use("any")).doesNotThrowAnyException();
  }

  /** ND4J's view of a host with four cards; notes which of them threads were put on. */
  private static final class FourCards extends BasicAffinityManager {
    private final List<Integer> chosen = new ArrayList<>();

    @Override
    public int getNumberOfDevices() {
      return 4;
    }

    @Override
    public void unsafeSetDevice(Integer device) {
      chosen.add(device);
    }

    @Override
    public void touch(INDArray array) {}

    @Override
    public void touch(DataBuffer buffer) {}
  }
}
