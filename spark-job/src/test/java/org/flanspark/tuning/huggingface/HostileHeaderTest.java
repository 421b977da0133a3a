package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.flanspark.data.shard.DataException;

/**
 * Whatever the bytes: a header is read, or refused by a {@link DataException}, in little memory.
 */
class HostileHeaderTest {
  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},\
      "b":{"dtype":"BF16","shape":[2],"data_offsets":[8,12]}}   \
      """;

  private static final long DATA_BYTES = 12;

  /** What a reader could stumble over. */
  private static final List<String> SPLINTERS =
      List.of(
          "-1",
          "9223372036854775807",
          "99999999999999999999999999",
          "1e400",
          "0.5",
          "null",
          "true",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "[[[[[[[[[[[[",
          "{\"a\":{\"a\":{\"a\":",
          ",",
          ":",
          "\"a\":",
          "\"__metadata__\":",
          "\"F64\"",
          "NaN",
          "\u00e4\ufeff",
          " ".repeat(64));

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What the first call allocates is the classes that it loads. */
  static {
    SafetensorsHeader.parse(HEADER.getBytes(StandardCharsets.UTF_8), DATA_BYTES, "FILE");
    assertThatThrownBy(() -> SafetensorsHeader.parse(new byte[] {-1}, DATA_BYTES, "FILE"))
        .hasMessageContaining("FILE");
  }

  @Property(tries = 3000, seed = "1")
  void readsOrRefusesDamagedBytes(@ForAll("damages") List<Damage> damages) {
    byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
    for (Damage damage : damages) {
      header = damage.on(header);
    }
    readOrRefuse(header);
  }

  @Property(tries = 500, seed = "1")
  void readsOrRefusesAnyBytes(@ForAll byte[] header) {
    readOrRefuse(header);
  }

  /** What it says is larger than anything; what it takes is not. */
  @Example
  void takesNoMemoryThatALargeHeaderOnlyAsksFor() {
    byte[] deep = new byte[1 << 20];
    Arrays.fill(deep, (byte) '[');
    byte[] wide = ("{\"a\":" + "[0,".repeat(1 << 18)).getBytes(StandardCharsets.UTF_8);
    StringBuilder texts = new StringBuilder("{\"__metadata__\":{");
    for (int i = 0; i < 1 << 16; i++) {
      texts.append('"').append(i).append("\":\"\",");
    }
    byte[] manyTexts = texts.append("}}").toString().getBytes(StandardCharsets.UTF_8);
    byte[] manyNames = ("{" + "\"a\":1,".repeat(1 << 17) + "}").getBytes(StandardCharsets.UTF_8);

    assertThat(readOrRefuse(deep)).isTrue();
    assertThat(readOrRefuse(wide)).isTrue();
    assertThat(readOrRefuse(manyNames)).isTrue();
    assertThat(readOrRefuse(manyTexts)).isTrue();
  }

  /** Whether it was refused. */
  private static boolean readOrRefuse(byte[] header) {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    boolean refused = false;
    try {
      Map<String, StoredTensor> tensors = SafetensorsHeader.parse(header, DATA_BYTES, "FILE");
      assertThat(tensors.values().stream().mapToLong(StoredTensor::bytes).sum())
          .isEqualTo(DATA_BYTES);
    } catch (DataException e) {
      assertThat(e).hasMessageContaining("FILE");
      assertThat(e.getMessage().length()).isLessThan(2000);
      refused = true;
    }
    assertThat(THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
        .isLessThan((1 << 20) + 4L * header.length);
    return refused;
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, HEADER.length());
    Arbitrary<Damage> splinters =
        Arbitraries.of(SPLINTERS)
            .flatMap(
                text ->
                    places.flatMap(
                        at ->
                            Arbitraries.integers()
                                .between(0, 12)
                                .map(cut -> new Damage(at, cut, text))));
    Arbitrary<Damage> flips =
        places.flatMap(
            at -> Arbitraries.chars().range('\0', '\u00ff').map(c -> new Damage(at, 1, "" + c)));
    Arbitrary<Damage> ends = places.map(at -> new Damage(at, HEADER.length(), ""));
    return Arbitraries.oneOf(List.of(splinters, flips, ends)).list().ofMinSize(1).ofMaxSize(3);
  }

  /**
   * Bytes that are replaced.
   *
   * @param at the first of them
   * @param cut how many go
   * @param text what comes
   */
  private record Damage(int at, int cut, String text) {
    byte[] on(byte[] header) {
      int from = Math.min(at, header.length);
      int to = Math.min(from + cut, header.length);
      byte[] middle = text.getBytes(StandardCharsets.ISO_8859_1);
      byte[] damaged = Arrays.copyOf(header, header.length - (to - from) + middle.length);
      System.arraycopy(middle, 0, damaged, from, middle.length);
      System.arraycopy(header, to, damaged, from + middle.length, header.length - to);
      return damaged;
    }
  }
}
