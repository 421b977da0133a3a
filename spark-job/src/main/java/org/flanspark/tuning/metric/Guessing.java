package org.flanspark.tuning.metric;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is right without reading the question: the scores that a model has to beat.
 *
 * @param majority the share of examples that the commonest answer is right for
 * @param chance the mean, over examples, of the share of options that are right: one in the number
 *     of options where one is right
 */
public record Guessing(double majority, double chance) {

  /**
   * One example as a guesser sees it.
   *
   * @param options the texts to choose from
   * @param answers the indices of the right ones
   */
  public record Question(List<String> options, Set<Integer> answers) {
    public Question {
      options = List.copyOf(options);
      answers = Set.copyOf(answers);
    }

    private Set<String> rightTexts() {
      return answers.stream().map(options::get).collect(Collectors.toSet());
    }
  }

  /**
   * How often the question was asked, so that equal ones need not be repeated.
   *
   * @param count of examples
   */
  public record Counted(Question question, long count) {}

  /**
   * The guesses over all questions of a task. Where all have the same options in any order, the
   * commonest answer is a text ("yes"); where options differ from example to example it is a place
   * (the second).
   *
   * @throws IllegalArgumentException if there is no question
   */
  public static Guessing of(List<Counted> questions) {
    long examples = questions.stream().mapToLong(Counted::count).sum();
    if (examples == 0) {
      throw new IllegalArgumentException("Cannot guess: there is no question");
    }
    double chance =
        questions.stream()
            .mapToDouble(counted -> counted.count() * chance(counted.question()))
            .sum();
    long majority =
        haveSameOptions(questions)
            ? commonest(questions, Question::rightTexts)
            : commonest(questions, Question::answers);
    return new Guessing((double) majority / examples, chance / examples);
  }

  private static double chance(Question question) {
    return (double) question.answers().size() / question.options().size();
  }

  private static boolean haveSameOptions(List<Counted> questions) {
    return questions.stream()
            .map(counted -> Set.copyOf(counted.question().options()))
            .distinct()
            .count()
        == 1;
  }

  private static <C> long commonest(List<Counted> questions, Function<Question, Set<C>> right) {
    return questions.stream()
        .flatMap(
            counted ->
                right.apply(counted.question()).stream()
                    .map(label -> new Label<>(label, counted.count())))
        .collect(Collectors.groupingBy(Label::value, Collectors.summingLong(Label::count)))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private record Label<C>(C value, long count) {}
}
