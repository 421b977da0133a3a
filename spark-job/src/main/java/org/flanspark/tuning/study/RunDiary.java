package org.flanspark.tuning.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.huggingface.FolderFiles;

/**
 * What is done of one run, beside the run: {@code study-run.json}. A run whose settings are those
 * of its last evaluation need not be looked at again.
 */
final class RunDiary {
  private static final String FILE = "study-run.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FolderFiles files;
  private final String settings;
  private final Map<String, Double> seconds = new TreeMap<>();

  /**
   * An entry as it is kept.
   *
   * @param settings digest of those that were evaluated; empty where the run is not done
   * @param seconds by stage, of the time when there was something to do
   */
  record Entry(String settings, Map<String, Double> seconds) {}

  private RunDiary(FolderFiles files, String settings) {
    this.files = files;
    this.settings = settings;
  }

  /** The diary of a run, as far as it was kept. */
  static RunDiary open(RunConfig config, Configuration hadoop) {
    FolderFiles files = FolderFiles.of(new Path(config.output().run()), hadoop);
    RunDiary diary = new RunDiary(files, config.toYaml());
    diary.seconds.putAll(diary.kept().seconds());
    return diary;
  }

  boolean isDone() {
    return kept().settings().equals(settings);
  }

  Map<String, Double> seconds() {
    return seconds;
  }

  /** Times a stage; what took no time to speak of had been done before. */
  void time(String stage, Runnable work) {
    long start = System.nanoTime();
    work.run();
    double taken = (System.nanoTime() - start) / 1e9;
    seconds.merge(stage, taken, Math::max);
  }

  void done() {
    try {
      files.writeText(FILE, JSON.writeValueAsString(new Entry(settings, seconds)) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot print " + FILE, e);
    }
  }

  private Entry kept() {
    if (!files.has(FILE)) {
      return new Entry("", Map.of());
    }
    try {
      return JSON.readValue(new String(files.read(FILE), StandardCharsets.UTF_8), Entry.class);
    } catch (JsonProcessingException e) {
      throw new DataException(
          "Cannot read %s: %s".formatted(files.path(FILE), e.getOriginalMessage()), e);
    }
  }
}
