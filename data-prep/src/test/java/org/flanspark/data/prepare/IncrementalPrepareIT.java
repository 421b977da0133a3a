package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a preparation uses again of those before it, and that nobody can tell from its output. */
class IncrementalPrepareIT {
  private final SparkSession session = LocalSpark.session();

  @TempDir private Path root;

  private SmallWorld world;

  @BeforeEach
  void prepareOnce() throws IOException {
    world = SmallWorld.in(root);
    Prepare.run(session, world.config());
  }

  @Test
  void rendersTheTaskWhoseDataChangedAndNoOther() throws IOException {
    Map<String, FileTime> before = rendered();
    world.write("data/doubling/test.csv", "question,result\nTwice 7?,14\n");

    Prepare.run(session, world.config());

    Map<String, FileTime> after = rendered();
    assertThat(changed(before, after).keySet())
        .isNotEmpty()
        .allMatch(file -> file.startsWith("doubling/"));
  }

  @Test
  void rendersNothingForAnotherHeldOutClusterWhoseTasksAreKnown() throws IOException {
    world.with("mixture.tasks", "[arithmetic, doubles]").with("mixture.hold-out", "[doubles]");
    Prepare.run(session, world.config());
    world.with("mixture.hold-out", "[letters]");
    Map<String, FileTime> before = rendered();

    Prepare.run(session, world.config());

    assertThat(rendered()).isEqualTo(before);
  }

  @Test
  void writesWhatAFirstPreparationWrites() throws IOException {
    world.with("mixture.max-rate", "20");
    Prepare.run(session, world.config());
    Map<String, String> incremental = world.digests();
    FileUtils.deleteDirectory(world.prepared().toFile());
    FileUtils.deleteDirectory(world.rendered().toFile());

    Prepare.run(session, world.config());

    assertThat(world.digests()).isEqualTo(incremental);
  }

  @Test
  void rendersMoreWhereMoreIsDrawn() throws IOException {
    world.with("mixture.max-rate", "7");
    FileUtils.deleteDirectory(world.rendered().toFile());
    Prepare.run(session, world.config());
    world.with("mixture.max-rate", "3000").with("mixture.examples", "400");

    assertThat(Prepare.run(session, world.config()).tasks())
        .filteredOn(TaskFacts::trained)
        .extracting(TaskFacts::rendered)
        .allMatch(rendered -> rendered > SmallWorld.NUMBERS);
  }

  private Map<String, FileTime> rendered() throws IOException {
    Map<String, FileTime> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(world.rendered())) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(world.rendered().relativize(path).toString(), Files.getLastModifiedTime(path));
      }
    }
    return files;
  }

  private static Map<String, FileTime> changed(
      Map<String, FileTime> before, Map<String, FileTime> after) {
    Map<String, FileTime> changed = new TreeMap<>(after);
    changed.entrySet().removeAll(before.entrySet());
    return changed;
  }
}
