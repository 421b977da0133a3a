package org.flanspark.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is trained on, and how much of each task. */
public record MixtureConfig(
    @Setting(value = "[all]", says = "task names, clusters, or all") List<String> tasks,
    @Setting(value = "[]", says = "clusters; the paper's joint exclusions follow")
        List<String> holdOut,
    @Setting(value = "30000", min = 1, says = "training examples") int capPerTask,
    @Setting(value = "3000", min = 1, says = "examples-proportional rate, capped") int maxRate,
    @Setting(
            value = "null",
            min = 1,
            says =
                "budget: examples drawn in all (default: the sum of the rates' examples, one pass)")
        @Nullable Integer examples,
    @Setting(value = "10", min = 1) int templatesPerTask,
    @Setting(value = "42") long seed) {}
