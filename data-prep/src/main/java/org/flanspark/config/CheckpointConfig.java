package org.flanspark.config;

/** What is kept of a run. */
public record CheckpointConfig(
    @Setting(
            value = "10",
            min = 1,
            elsewhere = {"save_steps"})
        int everyRounds,
    @Setting(
            value = "3",
            min = 1,
            elsewhere = {"save_total_limit"})
        int keepLast) {}
