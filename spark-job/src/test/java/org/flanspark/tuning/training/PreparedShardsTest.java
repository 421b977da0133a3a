package org.flanspark.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigException;
import org.flanspark.data.shard.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedShardsTest {
  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;

  @Test
  void knowsItsRowsAndTasks() {
    TinyPreparedShards.write(TinyPreparedShards.config(folder, Map.of()), hadoop);
    PreparedShards data = PreparedShards.open(TinyPreparedShards.config(folder, Map.of()), hadoop);
    assertThat(data.trainingRows()).containsExactly(9L, 0L, 13L);
    assertThat(data.validationRows()).contains(List.of(4L));
    assertThat(data.taskNames()).containsExactly("next", "same");
  }

  @Test
  void namesEveryKeyThatHasChangedSince() {
    TinyPreparedShards.write(TinyPreparedShards.config(folder, Map.of()), hadoop);
    Map<String, String> others =
        Map.of(
            "packing.row-length", "30",
            "mixture.seed", "43",
            "mixture.hold-out", "[sentiment]",
            "data.limit", "10",
            "training.seed", "7");
    assertThatThrownBy(() -> PreparedShards.open(TinyPreparedShards.config(folder, others), hadoop))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot use prepared data %s/prepared: it was prepared with other settings: data.limit was null, is 10; mixture.hold-out was [], is [sentiment]; mixture.seed was 42, is 43; packing.row-length was 32, is 30; run prepare again, or set them back"
                .formatted(folder));
  }

  @Test
  void namesAnotherTokenizer() {
    TinyPreparedShards.write(TinyPreparedShards.config(folder, Map.of()), hadoop);
    Map<String, String> other = Map.of("tokenizer.file", folder + "/prepared/manifest.json");
    assertThatThrownBy(() -> PreparedShards.open(TinyPreparedShards.config(folder, other), hadoop))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "tokenizer.file %s/prepared/manifest.json is another tokenizer".formatted(folder));
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(
            () -> PreparedShards.open(TinyPreparedShards.config(folder, Map.of()), hadoop))
        .isInstanceOf(DataException.class)
        .hasMessage("Missing prepared data %s/prepared: run prepare first".formatted(folder));
  }
}
