package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FirstNumberTest {
  @Property(tries = 1500)
  void isTheTallysHoweverPromptsMakeUpUnits(
      @ForAll MetricFamily family,
      @ForAll AnswerKind kind,
      @ForAll @IntRange(min = 1, max = 40) int prompts,
      @ForAll @IntRange(min = 1, max = 5) int unitSize,
      @ForAll @IntRange(min = 2, max = 4) int options,
      @ForAll Random random) {
    Assume.that(family.fits(kind));
    List<AnsweredPrompt> answered =
        Stream.generate(() -> answered(family, kind, options, random)).limit(prompts).toList();
    Tally tally = family.tally();
    answered.forEach(tally::add);

    FirstNumber number = family.firstNumber(options);
    double[] sums = number.unit(answered.subList(0, Math.min(unitSize, prompts)));
    for (int from = unitSize; from < prompts; from += unitSize) {
      Sums.add(sums, number.unit(answered.subList(from, Math.min(from + unitSize, prompts))));
    }

    assertThat(number.of(sums)).isCloseTo(tally.scores().get(family.first()), within(1e-9));
  }

  @Example
  void countsPromptsAsOftenAsTheyAreDrawn() {
    // one hit, one false "yes" and one missed twice: 2 * 1 / (2 * 1 + 1 + 2)
    FirstNumber number = MetricFamily.MULTIRC.firstNumber(2);
    double[] sums = number.unit(List.of(judged(1, 1), judged(0, 1), judged(1, 0), judged(1, 0)));
    assertThat(number.of(sums)).isCloseTo(0.4, within(1e-15));
  }

  @Example
  void equalAnswersHaveNoCorrelationThoughTheirSumsAreRounded() {
    FirstNumber number = MetricFamily.CORRELATION.firstNumber(0);
    List<AnsweredPrompt> answered =
        IntStream.range(0, 1000)
            .mapToObj(i -> Questions.written(i % 5 + ".2").writing("3.7"))
            .toList();
    assertThat(number.of(number.unit(answered))).isEqualTo(0);
  }

  @Example
  void accuracyComesFirstWhereF1IsReportedToo() {
    FirstNumber number = MetricFamily.ACCURACY_F1.firstNumber(2);
    assertThat(number.unit(List.of(judged(1, 1), judged(0, 1), judged(0, 0))))
        .containsExactly(2, 3);
  }

  @Example
  void noPromptsAddNothing() {
    assertThat(MetricFamily.ACCURACY.firstNumber(2).unit(List.of())).isEmpty();
  }

  @Example
  void refusesClassesOfOtherPrompts() {
    FirstNumber number = MetricFamily.MATTHEWS.firstNumber(3);
    assertThatThrownBy(() -> number.prompt(judged(0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot count classes: a prompt has 2 options, expected 3");
  }

  private static AnsweredPrompt judged(int right, int answered) {
    return Questions.ofClasses(2, right).choosing(answered);
  }

  private static AnsweredPrompt answered(
      MetricFamily family, AnswerKind kind, int options, Random random) {
    if (kind == AnswerKind.RANKED) {
      return ranked(options, random);
    }
    return family == MetricFamily.CORRELATION
        ? Questions.written(number(random)).writing(random.nextInt(9) == 0 ? "?" : number(random))
        : Questions.written(words(random), words(random)).writing(words(random));
  }

  /** Now and then there is no answer. */
  private static AnsweredPrompt ranked(int options, Random random) {
    List<String> texts = IntStream.range(0, options).mapToObj(Integer::toString).toList();
    List<Integer> answers = List.of(random.nextInt(options));
    String group = "question " + random.nextInt(4);
    return new Question(group, texts, answers, List.of())
        .choosing(random.nextInt(9) == 0 ? options : random.nextInt(options));
  }

  private static String number(Random random) {
    return random.nextInt(50) / 10.0 + "";
  }

  private static String words(Random random) {
    return random
        .ints(1 + random.nextInt(8), 0, 3)
        .mapToObj(word -> List.of("red", "foxes", "ran").get(word))
        .collect(Collectors.joining(" "));
  }
}
