package org.flanspark.config;

/** Rounds: what happens between two averages. */
public record AveragingConfig(
    @Setting(
            value = "dl4j",
            says = "dl4j",
            reserved = {"flanspark"})
        AveragingMaster master,
    @Setting(value = "2", min = 1) int workers,
    @Setting(value = "20", min = 1, says = "between two averages") int localSteps) {}
