package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuesserTest {
  @Test
  void withFixedOptionsTheCommonestTextIsTheMajorityInWhateverPlace() {
    Guessing guessing =
        guessing(
            MetricFamily.ACCURACY,
            Questions.of(List.of("yes", "no"), 0),
            Questions.of(List.of("yes", "no"), 0),
            Questions.of(List.of("no", "yes"), 1),
            Questions.of(List.of("yes", "no"), 1));
    assertThat(guessing).isEqualTo(new Guessing(0.75, 0.5));
  }

  @Test
  void withOptionsOfEachExampleTheCommonestPlaceIsTheMajority() {
    Guessing guessing =
        guessing(
            MetricFamily.ACCURACY,
            Questions.of(List.of("cat", "dog"), 1),
            Questions.of(List.of("sun", "moon", "star"), 1),
            Questions.of(List.of("tea", "milk"), 0));
    assertThat(guessing.majority()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(guessing.chance()).isCloseTo((0.5 + 1.0 / 3 + 0.5) / 3, within(1e-12));
  }

  @Test
  void twoRightOptionsOfThreeAreTwoChances() {
    Guessing guessing = guessing(MetricFamily.ACCURACY, Questions.of(List.of("a", "b", "c"), 0, 2));
    assertThat(guessing.majority()).isEqualTo(1);
    assertThat(guessing.chance()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void ofANumberOverAllPromptsTheMajorityIsThatOfTheCommonestAnswerAndChanceIsNone() {
    Question no = new Question("q", List.of("no", "yes"), List.of(0), List.of());
    Question yes = new Question("q", List.of("no", "yes"), List.of(1), List.of());
    // always "yes": precision 2/3, recall 1
    assertThat(guessing(MetricFamily.MULTIRC, no, yes, yes)).isEqualTo(new Guessing(0.8, null));
    // always "no": no F1 of "yes"
    assertThat(guessing(MetricFamily.MULTIRC, no, no, yes)).isEqualTo(new Guessing(0.0, null));
    assertThat(guessing(MetricFamily.MATTHEWS, no, no, yes)).isEqualTo(new Guessing(0.0, null));
  }

  @Test
  void whereAccuracyComesFirstItIsWhatIsGuessed() {
    assertThat(
            guessing(
                MetricFamily.ACCURACY_F1,
                Questions.ofClasses(2, 0),
                Questions.ofClasses(2, 0),
                Questions.ofClasses(2, 1)))
        .isEqualTo(new Guessing(2 / 3.0, 0.5));
  }

  @Test
  void ofEntitiesChanceIsTheExactMatchToExpect() {
    assertThat(
            guessing(
                MetricFamily.RECORD,
                Questions.of(List.of("Ann", "ann", "Bob", "Eve"), 0),
                Questions.of(List.of("Bob", "Rome"), 0)))
        .isEqualTo(new Guessing(1.0, 0.5));
  }

  @Test
  void refusesNoQuestion() {
    assertThatThrownBy(() -> guessing(MetricFamily.ACCURACY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot guess: there is no question");
  }

  private static Guessing guessing(MetricFamily family, Question... questions) {
    Guesser guesser = new Guesser(family);
    List.of(questions).forEach(guesser::add);
    return guesser.guessing();
  }
}
