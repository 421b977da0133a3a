package org.flanspark.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where, not what: profiles set these as {@code spark.flanspark.execution.*}. */
public record ExecutionConfig(
    @Setting(
            value = "auto",
            says = "auto | cpu | nd4j",
            reserved = {"cuda"})
        Backend backend,
    @Setting(value = "null", min = 1, says = "per worker; default: the task's cores")
        @Nullable Integer threads,
    @Setting(value = "600", min = 0, says = "for the executors and GPUs asked for") int waitSeconds,
    @Setting(
            value = "[]",
            says =
                "mounts that every host of a cluster has; other file: paths are refused on several hosts")
        List<String> sharedFolders) {}
