package org.flanspark.data.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.Problems;
import org.flanspark.config.RunConfig;
import org.junit.jupiter.api.Test;

/** The recipe for public data against the catalogue. */
class RealDataRecipeTest {
  private static final Path RECIPE = Path.of("../spark-job/recipes/real-data.yaml");

  @Test
  void trainsOnTwelveTasksOfEightClustersAndHoldsOutInference() throws IOException {
    RunConfig config =
        RunConfig.read(ConfigSource.ofYaml(Files.readString(RECIPE), LocalDate.of(2026, 1, 31)));
    TaskCatalog catalog = TaskCatalog.load(config.data().tasks(), new Configuration(false));
    Problems problems = new Problems();
    HeldOut heldOut = HeldOut.of(config.mixture().holdOut());

    Map<Boolean, List<Task>> byHeldOut =
        catalog.select(config.mixture().tasks(), problems).stream()
            .collect(Collectors.partitioningBy(task -> heldOut.excludes(task.cluster())));

    assertThat(problems.found()).isEmpty();
    assertThat(byHeldOut.get(false)).filteredOn(Task::isTrainable).hasSize(12);
    assertThat(byHeldOut.get(false))
        .filteredOn(task -> !task.isTrainable())
        .extracting(Task::name)
        .containsExactly("wmt16_ro_en_into_english");
    assertThat(byHeldOut.get(false).stream().map(Task::cluster).distinct()).hasSize(8);
    assertThat(byHeldOut.get(true)).extracting(Task::name).containsExactly("cb", "snli");
  }
}
