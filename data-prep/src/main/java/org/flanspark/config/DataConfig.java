package org.flanspark.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
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
            value = "{}",
            says =
                "task -> its splits, instead of those of its file: for a data set of which there is a part")
        Map<String, JsonNode> splits,
    @Setting(
            value = "null",
            min = 1,
            says = "rows per task, for a quick pass through everything (--limit N)")
        @Nullable Integer limit) {
  public DataConfig {
    splits = Map.copyOf(splits);
  }

  DataConfig withTasks(List<String> places) {
    return new DataConfig(root, places, splits, limit);
  }
}
