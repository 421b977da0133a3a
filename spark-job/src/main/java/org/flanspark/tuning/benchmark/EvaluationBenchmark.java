package org.flanspark.tuning.benchmark;

import static org.flanspark.tuning.benchmark.Benchmarks.median;
import static org.flanspark.tuning.benchmark.Benchmarks.print;
import static org.flanspark.tuning.benchmark.Benchmarks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.command.PeakMemory;
import org.flanspark.config.Backend;
import org.flanspark.config.ConfigException;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.inference.DecoderLanguageModel;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.inference.ScoringPrompt;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.RandomWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/benchmark evaluation}: options scored as evaluation does, and plainly. */
@Command(
    name = "evaluation",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores the options of random prompts with a decoder of random weights in three ways, which"
          + " take turns after a warm-up of each, and checks that all give the same scores.",
      "As evaluation does: each prompt computed once for all its options, many prompts a pass."
          + " Plainly, as a first implementation would: a forward pass for each prompt with each of"
          + " its options, one sequence a pass. And plainly in batches: each prompt with each of"
          + " its options, many a pass. All compute logits only where an option's token is"
          + " predicted.",
      "The last lines are parameters=, options_per_second=, plain_options_per_second=,"
          + " batched_plain_options_per_second=, ratio=<the first way's speed by the second's>,"
          + " batched_ratio=<by the third's> and peak_bytes=<the process's peak resident memory>."
          + " Speeds are medians of the rounds, ratios the medians of each round's, since what"
          + " disturbs a round mostly disturbs all of it."
    })
public final class EvaluationBenchmark implements FlanCommand {
  /** Of the largest score: float32 adds the same values up in another order. */
  private static final double TOLERANCE = 1e-3;

  @Option(names = "--layers", description = "Default: ${DEFAULT-VALUE}.")
  private int layers = 6;

  @Option(names = "--width", description = "Default: ${DEFAULT-VALUE}.")
  private int width = 384;

  @Option(names = "--heads", description = "Default: ${DEFAULT-VALUE}.")
  private int heads = 6;

  @Option(names = "--vocabulary", description = "Default: ${DEFAULT-VALUE}.")
  private int vocabulary = 50257;

  @Option(names = "--context", description = "Default: ${DEFAULT-VALUE}.")
  private int context = 512;

  @Option(names = "--prompts", description = "Prompts of a round (default: ${DEFAULT-VALUE}).")
  private int prompts = 64;

  @Option(names = "--prompt-tokens", description = "Default: ${DEFAULT-VALUE}.")
  private int promptTokens = 200;

  @Option(names = "--options", description = "Of each prompt (default: ${DEFAULT-VALUE}).")
  private int options = 4;

  @Option(names = "--option-tokens", description = "Default: ${DEFAULT-VALUE}.")
  private int optionTokens = 3;

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(names = "--threads", description = "Default: the machine's processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--family", description = "gpt2, llama or qwen2 (default: ${DEFAULT-VALUE}).")
  private String family = ModelShape.GPT2;

  @Option(names = "--backend", description = "AUTO, CPU or ND4J (default: ${DEFAULT-VALUE}).")
  private Backend backend = Backend.AUTO;

  public static void main(String[] args) {
    CommandFrame.main(new EvaluationBenchmark(), args);
  }

  @Override
  public Outcome run() {
    checkOptions();
    ModelShape shape = shape();
    List<ScoringPrompt> texts = texts();
    List<ScoringPrompt> plainTexts = texts.stream().flatMap(text -> plain(text).stream()).toList();
    try (LanguageModel model = model(shape)) {
      TimedScoring together = new TimedScoring(model, List.of(texts));
      TimedScoring plain = new TimedScoring(model, plainTexts.stream().map(List::of).toList());
      TimedScoring batchedPlain = new TimedScoring(model, List.of(plainTexts));
      List<TimedScoring> ways = List.of(together, plain, batchedPlain);
      checkAndWarmUp(ways);
      for (int round = 1; round <= rounds; round++) {
        ways.forEach(TimedScoring::run);
        print(
            "round %s together %.3f s plain %.3f s batched plain %.3f s",
            round, together.lastSeconds(), plain.lastSeconds(), batchedPlain.lastSeconds());
      }
      print("parameters=%s", ParameterLayout.of(shape).size());
      printRates(together, plain, batchedPlain);
    }
    print("peak_bytes=%s", PeakMemory.bytes());
    return Outcome.done("measured");
  }

  private void checkOptions() {
    require(prompts >= 1, "--prompts", prompts, "at least 1");
    require(promptTokens >= 1, "--prompt-tokens", promptTokens, "at least 1");
    require(options >= 1, "--options", options, "at least 1");
    require(optionTokens >= 1, "--option-tokens", optionTokens, "at least 1");
    require(rounds >= 1, "--rounds", rounds, "at least 1");
    require(threads >= 1, "--threads", threads, "at least 1");
    int most = context - optionTokens;
    require(
        promptTokens <= most,
        "--prompt-tokens",
        promptTokens,
        "at most %s: a context of %s holds an option, too".formatted(most, context));
  }

  private ModelShape shape() {
    try {
      return ModelShape.of(family, layers, width, heads, context, vocabulary).build();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private LanguageModel model(ModelShape shape) {
    return DecoderLanguageModel.of(
        shape, RandomWeights.of(shape, 1), KernelChoice.open(backend, threads));
  }

  private List<ScoringPrompt> texts() {
    Random random = new Random(1);
    return IntStream.range(0, prompts)
        .mapToObj(
            prompt ->
                new ScoringPrompt(
                    ids(promptTokens, random),
                    IntStream.range(0, options)
                        .mapToObj(option -> ids(optionTokens, random))
                        .toList()))
        .toList();
  }

  private TokenIds ids(int count, Random random) {
    return TokenIds.of(random.ints(count, 0, vocabulary).toArray());
  }

  /** The prompt again for each option. */
  private static List<ScoringPrompt> plain(ScoringPrompt text) {
    return text.options().stream()
        .map(option -> new ScoringPrompt(text.prompt(), List.of(option)))
        .toList();
  }

  private static void checkAndWarmUp(List<TimedScoring> ways) {
    List<Double> expected = ways.get(0).scores();
    ways.subList(1, ways.size()).forEach(way -> checkSame(expected, way.scores()));
  }

  private static void checkSame(List<Double> expected, List<Double> scores) {
    double scale = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.size(); i++) {
      double difference = Math.abs(expected.get(i) - scores.get(i));
      // Negated, so that NaN is refused.
      if (!(difference <= TOLERANCE * scale)) {
        throw new IllegalStateException(
            "Different scores of option %s: %s with its prompt's others, %s alone"
                .formatted(i, expected.get(i), scores.get(i)));
      }
    }
  }

  private void printRates(TimedScoring together, TimedScoring plain, TimedScoring batchedPlain) {
    print("options_per_second=%.2f", rate(together));
    print("plain_options_per_second=%.2f", rate(plain));
    print("batched_plain_options_per_second=%.2f", rate(batchedPlain));
    print("ratio=%.2f", ratio(together, plain));
    print("batched_ratio=%.2f", ratio(together, batchedPlain));
  }

  private double rate(TimedScoring way) {
    return (double) prompts * options / median(way.seconds());
  }

  private static double ratio(TimedScoring faster, TimedScoring slower) {
    return median(
        IntStream.range(0, faster.seconds().size())
            .mapToObj(round -> slower.seconds().get(round) / faster.seconds().get(round))
            .toList());
  }

  /**
   * A way to score, and how long it took.
   *
   * @param calls what each call of the model scores
   */
  private record TimedScoring(
      LanguageModel model, List<List<ScoringPrompt>> calls, List<Double> seconds) {
    TimedScoring(LanguageModel model, List<List<ScoringPrompt>> calls) {
      this(model, calls, new ArrayList<>());
    }

    /** In the order of the prompts and of their options. */
    List<Double> scores() {
      return calls.stream()
          .flatMap(call -> model.score(call).stream())
          .flatMap(scores -> scores.logProbabilities().stream())
          .toList();
    }

    void run() {
      long start = System.nanoTime();
      scores();
      seconds.add((System.nanoTime() - start) * 1e-9);
    }

    double lastSeconds() {
      return seconds.get(seconds.size() - 1);
    }
  }
}
