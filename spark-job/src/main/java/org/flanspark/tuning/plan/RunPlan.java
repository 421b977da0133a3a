package org.flanspark.tuning.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.training.RunFolder;
import org.jspecify.annotations.Nullable;

/**
 * What was foretold of a run, as its folder keeps it in {@code plan.json}.
 *
 * @param driver what it is to be given
 * @param executor what each is to be given
 * @param round a whole one
 * @param run all of it; null where no rows were prepared
 */
public record RunPlan(
    ProcessMemory driver, ProcessMemory executor, RoundCosts round, @Nullable RunCosts run) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * The plan of a run; empty where none was written.
   *
   * @throws DataException where the file holds something else
   */
  public static Optional<RunPlan> read(RunFolder folder, Configuration hadoop) {
    FolderFiles files = FolderFiles.of(folder.path(), hadoop);
    if (!files.has(RunFolder.PLAN)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.treeToValue(files.readJson(RunFolder.PLAN), RunPlan.class));
    } catch (JsonProcessingException e) {
      throw new DataException(
          "Cannot read %s: no plan: %s"
              .formatted(files.path(RunFolder.PLAN), e.getOriginalMessage()),
          e);
    }
  }

  /** Writes it over the one that is there. */
  public void write(RunFolder folder, Configuration hadoop) {
    try {
      FolderFiles.of(folder.path(), hadoop)
          .writeText(RunFolder.PLAN, JSON.writeValueAsString(this) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the plan " + this, e);
    }
  }
}
