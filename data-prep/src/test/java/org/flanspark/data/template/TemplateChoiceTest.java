package org.flanspark.data.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemplateChoiceTest {
  private final TemplateChoice choice = new TemplateChoice(42);

  @Test
  void dependsOnSeedTaskAndExampleAlone() {
    assertThat(choice.choose("rte", "rte/train/0123", 0, 10))
        .isEqualTo(new TemplateChoice(42).choose("rte", "rte/train/0123", 0, 10));
    int[] bySeed =
        IntStream.range(0, 50)
            .map(seed -> new TemplateChoice(seed).choose("rte", "rte/train/0123", 0, 10))
            .distinct()
            .toArray();
    assertThat(bySeed).hasSizeGreaterThan(5);
  }

  @Test
  void usesEveryTemplateAboutAsOften() {
    int[] counts = new int[10];
    for (int i = 0; i < 10_000; i++) {
      counts[choice.choose("rte", "rte/train/" + i, 0, 10)]++;
    }

    assertThat(IntStream.of(counts)).allSatisfy(count -> assertThat(count).isBetween(880, 1120));
  }

  @Test
  void takesAnotherTemplateInEachPassUntilAllWereUsed() {
    int[] chosen =
        IntStream.range(0, 20).map(pass -> choice.choose("rte", "rte/train/1", pass, 10)).toArray();

    assertThat(IntStream.of(chosen).limit(10)).doesNotHaveDuplicates();
    assertThat(IntStream.of(chosen).skip(10)).doesNotHaveDuplicates();
  }
}
