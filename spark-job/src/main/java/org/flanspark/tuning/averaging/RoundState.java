package org.flanspark.tuning.averaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.checkpoint.MomentsFile;
import org.flanspark.tuning.checkpoint.SavedState;
import org.flanspark.tuning.checkpoint.StateWriter;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.Safetensors;
import org.flanspark.tuning.huggingface.WrittenFile;
import org.flanspark.tuning.model.Parameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a checkpoint needs beside the weights: the driver writes what it holds; moments that stay
 * with the workers are written by these, each from its executor.
 */
final class RoundState implements StateWriter {
  static final String MOMENTS_FILE = "state/moments.safetensors";
  static final String VELOCITY_FILE = "state/velocity.safetensors";

  private static final Logger LOG = LoggerFactory.getLogger(RoundState.class);

  private final JavaSparkContext spark;
  private final String run;
  private final int round;
  private final long momentsAge;
  private final int workers;
  private final DriverState state;
  private final SlicedAveragingMaster master;

  /**
   * The state after a round.
   *
   * @param run tells runs apart
   * @param momentsAge updates that averaged moments have seen
   */
  RoundState(
      JavaSparkContext spark,
      String run,
      int round,
      long momentsAge,
      int workers,
      DriverState state,
      SlicedAveragingMaster master) {
    this.spark = spark;
    this.run = run;
    this.round = round;
    this.momentsAge = momentsAge;
    this.workers = workers;
    this.state = state;
    this.master = master;
  }

  /** The file of one worker's moments. */
  static String momentsFile(int worker) {
    return String.format(Locale.ROOT, "state/moments-%05d.safetensors", worker);
  }

  @Override
  public SavedState write(FolderFiles checkpoint) {
    List<WrittenFile> files = new ArrayList<>();
    state
        .velocity()
        .ifPresent(velocity -> files.add(Safetensors.write(velocity, checkpoint, VELOCITY_FILE)));
    return state
        .moments()
        .map(moments -> withAveraged(moments, files, checkpoint))
        .orElseGet(() -> withLocal(files, checkpoint));
  }

  private SavedState withAveraged(
      Parameters moments, List<WrittenFile> files, FolderFiles checkpoint) {
    files.add(Safetensors.write(moments, checkpoint, MOMENTS_FILE));
    return new SavedState(files, List.of(new MomentsFile(MOMENTS_FILE, momentsAge)));
  }

  private SavedState withLocal(List<WrittenFile> files, FolderFiles checkpoint) {
    spark.setJobDescription("moments of the workers");
    SavingTask task =
        new SavingTask(
            run,
            round,
            checkpoint.path().toString(),
            new HadoopSettings(spark.hadoopConfiguration()));
    List<Integer> numbers = IntStream.range(0, workers).boxed().toList();
    List<MomentsFile> moments = new ArrayList<>();
    for (SavingTask.Saved saved : master.located(numbers).map(task).collect()) {
      if (saved.file().isEmpty()) {
        LOG.warn(
            "Worker {}'s moments are not in checkpoint {}: it lost its executor and has no other of its own",
            saved.worker(),
            checkpoint.path());
      }
      saved.file().ifPresent(files::add);
      saved.file().ifPresent(file -> moments.add(new MomentsFile(file.name(), saved.age())));
    }
    return new SavedState(files, moments);
  }
}
