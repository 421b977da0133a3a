package org.flanspark.tuning.metric;

import static org.flanspark.tuning.metric.AnswerKind.GENERATED;
import static org.flanspark.tuning.metric.AnswerKind.RANKED;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a task file's {@code metric} names: the numbers that its data set is known by, of which one
 * is reported first. Each lies between 0 and 1, but correlations, which go down to -1.
 */
public enum MetricFamily {
  /** Of ranked options accuracy; of text accuracy, exact match and token F1. */
  ACCURACY(
      "accuracy", MetricNames.ACCURACY, Set.of(RANKED, GENERATED), FamilyScores::accuracyOrAll),

  /** {@link TextScores}, exact match first. */
  EXACT_MATCH("exact-match", MetricNames.EXACT_MATCH, Set.of(GENERATED), FamilyScores::all),

  /** {@link TextScores}, token F1 first. */
  TOKEN_F1("token-f1", MetricNames.TOKEN_F1, Set.of(GENERATED), FamilyScores::all),

  /** Accuracy and F1 of the last option: MRPC, QQP. */
  ACCURACY_F1(
      "accuracy-f1",
      MetricNames.ACCURACY,
      Set.of(RANKED),
      FamilyScores::accuracy,
      ClassTally::ofPositive),

  /** Accuracy and the mean F1 of the options: CB. */
  ACCURACY_MACRO_F1(
      "accuracy-macro-f1",
      MetricNames.ACCURACY,
      Set.of(RANKED),
      FamilyScores::accuracy,
      ClassTally::ofAll),

  /** F1 over all candidate answers, and exact match by question. */
  MULTIRC("multirc", MetricNames.F1A, Set.of(RANKED), FamilyScores::accuracy, MultiRcTally::new),

  /** SQuAD's F1 and exact match. */
  SQUAD("squad", MetricNames.TOKEN_F1, Set.of(GENERATED), FamilyScores::squad),

  /** TriviaQA's exact match and F1. */
  TRIVIA_QA("trivia-qa", MetricNames.EXACT_MATCH, Set.of(GENERATED), FamilyScores::triviaQa),

  /** ReCoRD's exact match and F1. */
  RECORD("record", MetricNames.EXACT_MATCH, Set.of(RANKED), RecordScores::of),

  /** Pearson's and Spearman's correlation: STS-B. */
  CORRELATION(
      "correlation",
      MetricNames.PEARSON,
      Set.of(RANKED, GENERATED),
      FamilyScores::accuracy,
      CorrelationTally::new),

  /** Matthews' correlation and accuracy: CoLA. */
  MATTHEWS(
      "matthews",
      MetricNames.MATTHEWS,
      Set.of(RANKED),
      FamilyScores::accuracy,
      ClassTally::ofCorrelation),

  /** BLEU of all texts together. */
  BLEU("bleu", MetricNames.BLEU, Set.of(GENERATED), FamilyScores::none, BleuTally::new),

  /** ROUGE-1, ROUGE-2 and ROUGE-Lsum as T5 and FLAN report them, without stemming. */
  ROUGE("rouge", MetricNames.ROUGE_1, Set.of(GENERATED), FamilyScores.rouge(Rouge.unstemmed())),

  /** The same with Porter's stemming. */
  ROUGE_STEMMED(
      "rouge-stemmed", MetricNames.ROUGE_1, Set.of(GENERATED), FamilyScores.rouge(Rouge.stemmed())),

  /** The share of characters that may stay. */
  EDIT_DISTANCE(
      "edit-distance",
      MetricNames.EDIT_SIMILARITY,
      Set.of(GENERATED),
      FamilyScores::editSimilarity);

  private final String label;
  private final String first;
  private final Set<AnswerKind> kinds;
  private final PromptScores single;
  private final Supplier<Tally> tally;

  /** A family whose numbers are means over prompts. */
  MetricFamily(String label, String first, Set<AnswerKind> kinds, PromptScores single) {
    this(label, first, kinds, single, () -> new MeanTally(single));
  }

  /** A family whose numbers are of all prompts together. */
  MetricFamily(
      String label,
      String first,
      Set<AnswerKind> kinds,
      PromptScores single,
      Supplier<Tally> tally) {
    this.label = label;
    this.first = first;
    this.kinds = kinds;
    this.single = single;
    this.tally = tally;
  }

  /** The family that a task file names; empty where there is none. */
  public static Optional<MetricFamily> find(String label) {
    return Arrays.stream(values()).filter(family -> family.label.equals(label)).findFirst();
  }

  /**
   * The family that a task file names.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MetricFamily named(String label) {
    return find(label)
        .orElseThrow(() -> new IllegalArgumentException("Unknown metric '" + label + "'"));
  }

  /** What may be named where prompts are answered so, in order. */
  public static List<String> labels(AnswerKind kind) {
    return Arrays.stream(values())
        .filter(family -> family.fits(kind))
        .map(MetricFamily::label)
        .toList();
  }

  /** Its name in task files. */
  public String label() {
    return label;
  }

  /** The name of the number that is reported first. */
  public String first() {
    return first;
  }

  /** Whether it measures such answers. */
  public boolean fits(AnswerKind kind) {
    return kinds.contains(kind);
  }

  /** Whether it tells one class, the last of two options, from the other. */
  public boolean isBinary() {
    return this == ACCURACY_F1 || this == MULTIRC;
  }

  /** An empty tally. */
  public Tally tally() {
    return tally.get();
  }

  /**
   * Its first number by way of sums; over the same prompts it is the tally's.
   *
   * @param optionCount how many options every prompt has; of no matter to numbers that do not take
   *     options for classes
   */
  public FirstNumber firstNumber(int optionCount) {
    return switch (this) {
      case MULTIRC -> new ClassNumber(optionCount, Confusion::positiveF1);
      case MATTHEWS -> new ClassNumber(optionCount, Confusion::matthews);
      case CORRELATION -> new PearsonNumber();
      case BLEU -> new BleuNumber();
      default -> new MeanNumber(this);
    };
  }

  /** What can be said of one answered prompt by itself; empty where nothing can. */
  public Map<String, Double> scores(AnsweredPrompt prompt) {
    return single.of(prompt);
  }

  /**
   * Whether an answer is right and not only near: a right option is chosen, or the text is a right
   * one by the family's exact match or accuracy, by SQuAD's exact match where it has neither.
   */
  public boolean isRight(AnsweredPrompt prompt) {
    Map<String, Double> scores = scores(prompt);
    String decisive =
        scores.containsKey(MetricNames.EXACT_MATCH) && this != ACCURACY
            ? MetricNames.EXACT_MATCH
            : MetricNames.ACCURACY;
    Double score = scores.get(decisive);
    return score == null
        ? TextScores.exactMatch(prompt.text(), prompt.question().references()) == 1
        : score == 1;
  }

  /** The first number of one answer; empty where it is no mean over prompts. */
  Optional<Double> firstScore(AnsweredPrompt prompt) {
    return Optional.ofNullable(scores(prompt).get(first));
  }
}
