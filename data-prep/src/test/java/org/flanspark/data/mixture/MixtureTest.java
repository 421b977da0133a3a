package org.flanspark.data.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MixtureTest {
  private static final Map<String, Long> SIZES = Map.of("a", 1_000L, "b", 3_000L, "c", 30_000L);

  @Test
  void sharesThePapersWorkedSizesAsOneSeventhAndTwiceThree() {
    List<TaskShare> shares = new Mixture(30_000, 3_000).plan(SIZES, OptionalLong.empty());

    assertThat(shares)
        .containsExactly(
            new TaskShare("a", 1_000, 1_000, 1_000, 1.0 / 7, 1_000),
            new TaskShare("b", 3_000, 3_000, 3_000, 3.0 / 7, 3_000),
            new TaskShare("c", 30_000, 30_000, 3_000, 3.0 / 7, 3_000));
  }

  @Test
  void isProportionalToTheExamplesWithoutAMaximum() {
    List<TaskShare> shares = new Mixture(30_000, 30_000).plan(SIZES, OptionalLong.empty());

    assertThat(shares.get(0).requested()).isEqualTo(0.029, within(0.001));
    assertThat(shares.get(1).requested()).isEqualTo(0.088, within(0.001));
    assertThat(shares.get(2).requested()).isEqualTo(0.882, within(0.001));
  }

  @Test
  void keepsNoMoreThanTheCap() {
    TaskShare share =
        new Mixture(200, 3_000).plan(Map.of("a", 1_000L), OptionalLong.empty()).get(0);

    assertThat(share).isEqualTo(new TaskShare("a", 1_000, 200, 200, 1.0, 200));
  }

  @Test
  void repeatsASmallTaskWhereTheBudgetIsLarger() {
    List<TaskShare> shares = new Mixture(30_000, 3_000).plan(SIZES, OptionalLong.of(21_001));

    assertThat(shares).extracting(TaskShare::drawn).containsExactly(3_000L, 9_001L, 9_000L);
  }

  @Test
  void refusesAMixtureOfNothing() {
    assertThatThrownBy(() -> new Mixture(1, 1).plan(Map.of("a", 0L), OptionalLong.empty()))
        .hasMessage("Cannot mix: no task has an example");
  }

  @Property(tries = 200)
  void drawsTheBudgetToTheExampleAndNoShareIsOffByMore(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 50_000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 100_000) int budget) {
    Map<String, Long> available = new TreeMap<>();
    for (int i = 0; i < sizes.size(); i++) {
      available.put("task" + i, (long) sizes.get(i));
    }

    List<TaskShare> shares = new Mixture(30_000, 3_000).plan(available, OptionalLong.of(budget));

    assertThat(shares.stream().mapToLong(TaskShare::drawn).sum()).isEqualTo(budget);
    assertThat(shares.stream().mapToDouble(TaskShare::requested).sum()).isEqualTo(1, within(1e-9));
    assertThat(shares)
        .allSatisfy(
            share ->
                assertThat((double) share.drawn())
                    .isEqualTo(share.requested() * budget, within(1.0)));
  }
}
