package org.flanspark.config;

import org.jspecify.annotations.Nullable;

/** A training that is repeated, and what decides whether its model goes into service. */
public record NightlyConfig(
    @Setting(
            value = "nightly",
            says = "nights with their runs, and promoted.json, the pointer to the model in service")
        String folder,
    @Setting(value = "base", says = "base (model.from) | promoted (the model in service)")
        StartFrom startFrom,
    @Setting(
            value = "0.02",
            min = 0,
            max = 1,
            says = "how much worse than the model in service a cluster may be")
        double gateClusterMargin,
    @Setting(
            value = "0.0",
            min = 0,
            max = 1,
            says = "how much worse the mean over the clusters may be")
        double gateMeanMargin,
    @Setting(
            value = "7",
            min = 1,
            says = "nights whose runs are kept, beside the model in service and the one before it")
        int keepLast,
    @Setting(value = "end", says = "end | wait, where another night is at work") OnLock onLock,
    @Setting(
            value = "null",
            min = 1,
            says = "bytes; refuses to begin where the folder's file system has fewer")
        @Nullable Long minimumFreeBytes) {}
