package org.flanspark.tuning.kernel.device;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.flanspark.config.ConfigException;
import org.flanspark.tuning.kernel.device.DeviceCheck.Card;
import org.junit.jupiter.api.Test;

class DeviceCheckTest {
  @Test
  void acceptsTheCardsThatNd4jHoldsCodeFor() {
    assertThatCode(
            () ->
                DeviceCheck.check(
                    List.of(new Card("K80", 3, 7), new Card("A100", 8, 0), new Card("L4", 8, 9))))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesACardThatIsTooNew() {
    assertThatThrownBy(() -> DeviceCheck.check(List.of(new Card("NVIDIA H100", 9, 0))))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot start ND4J's CUDA backend: NVIDIA H100 has compute capability 9.0, expected 3.7"
                + " to 8.9; use another card, or the job jar built without the profile cuda");
  }

  @Test
  void refusesACardThatIsTooOld() {
    assertThatThrownBy(() -> DeviceCheck.check(List.of(new Card("K40", 3, 5))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("K40 has compute capability 3.5, expected 3.7 to 8.9");
  }

  @Test
  void refusesAMachineWithoutACard() {
    assertThatThrownBy(() -> DeviceCheck.check(List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot start ND4J's CUDA backend: no graphics card found; run where there is one, or"
                + " use the job jar built without the profile cuda");
  }

  @Test
  void theProcessorsBackendNeedsNoCard() {
    assertThatCode(DeviceCheck::check).doesNotThrowAnyException();
  }
}
