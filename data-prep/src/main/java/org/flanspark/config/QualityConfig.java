package org.flanspark.config;

/** What is wrong with records, and how much of it a job bears. */
public record QualityConfig(
    @Setting(value = "0.01", min = 0, max = 1, says = "per task; more fails the job (exit 3)")
        double maxQuarantinedShare) {}
