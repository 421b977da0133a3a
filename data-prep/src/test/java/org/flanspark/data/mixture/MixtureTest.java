package org.flanspark.data.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MixtureTest {
  private static final List<Rates.Source> SIZES =
      List.of(
          new Rates.Source("a", "x", 1_000),
          new Rates.Source("b", "x", 3_000),
          new Rates.Source("c", "y", 30_000));

  @Test
  void sharesThePapersWorkedSizesAsOneSeventhAndTwiceThree() {
    List<TaskShare> shares = onePass(30_000, 3_000).plan(SIZES, Map.of());

    assertThat(shares)
        .containsExactly(
            new TaskShare("a", 1_000, 1_000, 1_000, 1.0 / 7, 1_000),
            new TaskShare("b", 3_000, 3_000, 3_000, 3.0 / 7, 3_000),
            new TaskShare("c", 30_000, 30_000, 3_000, 3.0 / 7, 3_000));
  }

  @Test
  void isProportionalToTheExamplesWithoutAMaximum() {
    List<TaskShare> shares = onePass(30_000, 30_000).plan(SIZES, Map.of());

    assertThat(shares.get(0).requested()).isEqualTo(0.029, within(0.001));
    assertThat(shares.get(1).requested()).isEqualTo(0.088, within(0.001));
    assertThat(shares.get(2).requested()).isEqualTo(0.882, within(0.001));
  }

  @Test
  void keepsNoMoreThanTheCap() {
    TaskShare share = onePass(200, 3_000).plan(SIZES.subList(0, 1), Map.of()).get(0);

    assertThat(share).isEqualTo(new TaskShare("a", 1_000, 200, 200, 1.0, 200));
  }

  @Test
  void repeatsASmallTaskWhereTheBudgetIsLarger() {
    List<TaskShare> shares = budget(21_001).plan(SIZES, Map.of());

    assertThat(shares).extracting(TaskShare::drawn).containsExactly(3_000L, 9_001L, 9_000L);
  }

  @Test
  void refusesAMixtureOfNothing() {
    assertThatThrownBy(() -> onePass(1, 1).plan(List.of(new Rates.Source("a", "x", 0)), Map.of()))
        .hasMessage("Cannot mix: no task has an example");
  }

  @Property(tries = 200)
  void drawsTheBudgetToTheExampleAndNoShareIsOffByMore(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 50_000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 100_000) int budget) {
    List<Rates.Source> available = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      available.add(new Rates.Source("task" + i, "cluster", sizes.get(i)));
    }

    List<TaskShare> shares = budget(budget).plan(available, Map.of());

    assertThat(shares.stream().mapToLong(TaskShare::drawn).sum()).isEqualTo(budget);
    assertThat(shares.stream().mapToDouble(TaskShare::requested).sum()).isEqualTo(1, within(1e-9));
    assertThat(shares)
        .allSatisfy(
            share ->
                assertThat((double) share.drawn())
                    .isEqualTo(share.requested() * budget, within(1.0)));
  }

  @Test
  void drawsAsManyExamplesAsABudgetOfTokensHolds() {
    Mixture mixture =
        new Mixture(new Rates(30_000, 3_000, 1, Map.of()), new MixtureSize(null, 70_000L));

    List<TaskShare> shares = mixture.plan(SIZES, Map.of("a", 40.0, "b", 10.0, "c", 10.0));

    // 1/7 of 40 tokens and 6/7 of 10 are 100/7 a piece.
    assertThat(shares).extracting(TaskShare::drawn).containsExactly(700L, 2_100L, 2_100L);
  }

  private static Mixture onePass(long cap, long maxRate) {
    return new Mixture(new Rates(cap, maxRate, 1, Map.of()), MixtureSize.ONE_PASS);
  }

  private static Mixture budget(long examples) {
    return new Mixture(new Rates(30_000, 3_000, 1, Map.of()), new MixtureSize(examples, null));
  }
}
