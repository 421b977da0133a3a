package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.flanspark.tuning.metric.Guessing.Counted;
import org.flanspark.tuning.metric.Guessing.Question;
import org.junit.jupiter.api.Test;

class GuessingTest {
  @Test
  void withFixedOptionsTheCommonestTextIsTheMajorityInWhateverPlace() {
    Guessing guessing =
        Guessing.of(
            List.of(
                counted(2, List.of("yes", "no"), 0),
                counted(1, List.of("no", "yes"), 1),
                counted(1, List.of("yes", "no"), 1)));
    assertThat(guessing).isEqualTo(new Guessing(0.75, 0.5));
  }

  @Test
  void withOptionsOfEachExampleTheCommonestPlaceIsTheMajority() {
    Guessing guessing =
        Guessing.of(
            List.of(
                counted(1, List.of("cat", "dog"), 1),
                counted(1, List.of("sun", "moon", "star"), 1),
                counted(1, List.of("tea", "milk"), 0)));
    assertThat(guessing.majority()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(guessing.chance()).isCloseTo((0.5 + 1.0 / 3 + 0.5) / 3, within(1e-12));
  }

  @Test
  void twoRightOptionsOfThreeAreTwoChances() {
    Guessing guessing =
        Guessing.of(List.of(new Counted(new Question(List.of("a", "b", "c"), Set.of(0, 2)), 5)));
    assertThat(guessing.majority()).isEqualTo(1);
    assertThat(guessing.chance()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void refusesNoQuestion() {
    assertThatThrownBy(() -> Guessing.of(List.of()))
        .hasMessage("Cannot guess: there is no question");
  }

  private static Counted counted(long count, List<String> options, int answer) {
    return new Counted(new Question(options, Set.of(answer)), count);
  }
}
