package org.flanspark.data.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.flanspark.config.ChoiceOfTemplate;
import org.junit.jupiter.api.Test;

class TemplateChoiceTest {
  private final TemplateChoice choice = new TemplateChoice(ChoiceOfTemplate.HASHED, 42);

  @Test
  void dependsOnSeedAndExampleAlone() {
    assertThat(choice.choose("rte/train/0123", 0, 0, 10))
        .isEqualTo(
            new TemplateChoice(ChoiceOfTemplate.HASHED, 42).choose("rte/train/0123", 0, 0, 10));
    int[] bySeed =
        IntStream.range(0, 50)
            .map(
                seed ->
                    new TemplateChoice(ChoiceOfTemplate.HASHED, seed)
                        .choose("rte/train/0123", 0, 0, 10))
            .distinct()
            .toArray();
    assertThat(bySeed).hasSizeGreaterThan(5);
  }

  @Test
  void usesEveryTemplateAboutAsOften() {
    int[] counts = new int[10];
    for (int i = 0; i < 10_000; i++) {
      counts[choice.choose("rte/train/" + i, i, 0, 10)]++;
    }

    assertThat(IntStream.of(counts)).allSatisfy(count -> assertThat(count).isBetween(880, 1120));
  }

  @Test
  void takesAnotherTemplateInEachPassUntilAllWereUsed() {
    int[] chosen =
        IntStream.range(0, 20).map(pass -> choice.choose("rte/train/1", 0, pass, 10)).toArray();

    assertThat(IntStream.of(chosen).limit(10)).doesNotHaveDuplicates();
    assertThat(IntStream.of(chosen).skip(10)).doesNotHaveDuplicates();
  }

  @Test
  void dealsTemplatesOutInTurnWhereItIsCyclic() {
    TemplateChoice cyclic = new TemplateChoice(ChoiceOfTemplate.CYCLIC, 42);

    assertThat(IntStream.range(0, 7).map(place -> cyclic.choose("any", place, 0, 3)))
        .containsExactly(0, 1, 2, 0, 1, 2, 0);
    assertThat(IntStream.range(0, 3).map(pass -> cyclic.choose("any", 1, pass, 3)))
        .containsExactly(1, 2, 0);
  }
}
