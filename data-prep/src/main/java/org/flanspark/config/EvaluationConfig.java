package org.flanspark.config;

import java.util.List;

/** How the tuned model is measured. */
public record EvaluationConfig(
    @Setting(
            value = "[all]",
            says = "of the prepared ones: tasks, clusters, all, or held-out for those held out")
        List<String> tasks,
    @Setting(value = "[test]", says = "validation and test") List<String> splits,
    @Setting(value = "all", says = "all, or how many of a task's templates, from the first")
        String templates,
    @Setting(
            value = "[0]",
            min = 0,
            max = 16,
            says = "exemplars in prompts; a list asks everything once with each number, [0, 5]")
        List<Integer> shots,
    @Setting(
            value = "1000",
            min = 1,
            elsewhere = {"max_eval_samples"})
        int maxExamplesPerTask,
    @Setting(
            value = "64",
            min = 1,
            elsewhere = {"max_new_tokens"})
        int maxNewTokens,
    @Setting(
            value = "sum",
            says =
                "the one reported first: sum | per-token | per-character | per-byte | unconditional")
        Normalisation normalisation,
    @Setting(value = "[untuned, majority, chance]") List<String> baselines,
    @Setting(value = "0.95", above = 0, below = 1, says = "of the intervals around scores")
        double confidence) {
  public EvaluationConfig {
    tasks = List.copyOf(tasks);
    // In whatever order they are given, the same is asked.
    shots = shots.stream().sorted().toList();
  }

  /** The same of fewer examples. */
  public EvaluationConfig withMaxExamplesPerTask(int most) {
    return new EvaluationConfig(
        tasks, splits, templates, shots, most, maxNewTokens, normalisation, baselines, confidence);
  }
}
