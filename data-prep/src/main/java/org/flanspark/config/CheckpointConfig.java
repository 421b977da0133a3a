package org.flanspark.config;

import org.jspecify.annotations.Nullable;

/** What is kept of a run. */
public record CheckpointConfig(
    @Setting(
            value = "10",
            min = 1,
            elsewhere = {"save_steps"})
        int everyRounds,
    @Setting(value = "null", min = 1, says = "also after so many minutes; null = by rounds alone")
        @Nullable Integer everyMinutes,
    @Setting(
            value = "3",
            min = 1,
            elsewhere = {"save_total_limit"})
        int keepLast,
    @Setting(value = "true", says = "that of the least validation loss") boolean keepBest) {}
