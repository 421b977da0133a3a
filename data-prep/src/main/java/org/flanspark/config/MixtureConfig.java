package org.flanspark.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is trained on, and how much of each task. */
public record MixtureConfig(
    @Setting(
            value = "null",
            says = "a shipped mixture (flan tasks mixtures): its keys hold where these are silent")
        @Nullable String named,
    @Setting(value = "[all]", says = "task names, clusters, or all") List<String> tasks,
    @Setting(value = "[]", says = "clusters; the paper's joint exclusions follow")
        List<String> holdOut,
    @Setting(value = "[]", says = "empty = all") List<String> allowLicences,
    @Setting(value = "null", says = "Parquet or JSONL of example_id to leave out")
        @Nullable String forget,
    @Setting(value = "30000", min = 1, says = "training examples") int capPerTask,
    @Setting(value = "hashed", says = "hashed | first: which examples a cap keeps") CapBy capBy,
    @Setting(value = "3000", min = 1, says = "examples-proportional rate, capped") int maxRate,
    @Setting(value = "1.0", above = 0, says = "shares go with the rate to the power 1/temperature")
        double temperature,
    @Setting(value = "{}", says = "task or cluster -> fixed weight, instead of its rate")
        Map<String, Double> weights,
    @Setting(
            value = "null",
            min = 1,
            says =
                "budget: examples drawn in all (default: the sum of the rates' examples, one pass)")
        @Nullable Integer examples,
    @Setting(value = "null", min = 1, says = "or a budget in tokens") @Nullable Long tokens,
    @Setting(value = "instructions", says = "instructions | task-name | none")
        TemplateStyle templates,
    @Setting(value = "10", min = 1) int templatesPerTask,
    @Setting(value = "hashed", says = "hashed | cyclic") ChoiceOfTemplate templateChoice,
    @Setting(
            value = "0",
            min = 0,
            max = 16,
            says = "exemplars in training prompts; or a list to mix, [0, 5]")
        List<Integer> shots,
    @Setting(value = "as-given", says = "as-given | hashed") OptionOrder optionOrder,
    @Setting(value = "42") long seed) {
  public MixtureConfig {
    weights = Map.copyOf(weights);
    shots = List.copyOf(shots);
  }
}
