package org.flanspark.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the records of the tasks lie. */
public record DataConfig(
    @Setting(value = "data", says = "task sources are relative to it; any Hadoop file system")
        String root,
    @Setting(
            value = "[]",
            says = "folders with the user's own task files, beside the built-in catalogue")
        List<String> tasks,
    @Setting(
            value = "null",
            min = 1,
            says = "rows per task, for a quick pass through everything (--limit N)")
        @Nullable Integer limit) {}
