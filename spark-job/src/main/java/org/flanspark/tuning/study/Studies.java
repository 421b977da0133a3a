package org.flanspark.tuning.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.training.ObserverFactory;

/** The door to studies: a file's text to a job. */
public final class Studies {
  private final StudyFile study;

  private Studies(StudyFile study) {
    this.study = study;
  }

  /**
   * Reads a study.
   *
   * @param where it stands, for messages
   * @param small asks for the form that ends on two cores within an hour
   * @throws ConfigException with what is wrong with it
   */
  public static Studies read(String yaml, String where, boolean small) {
    StudyFile whole = StudyFile.read(yaml, where);
    if (!small) {
      return new Studies(whole);
    }
    return new Studies(
        whole
            .smallForm()
            .orElseThrow(() -> new ConfigException("Study %s has no small form".formatted(where))));
  }

  public String name() {
    return study.name();
  }

  /**
   * The file of the settings that runs have in common, as the study names it; nothing where each
   * run has all its settings.
   */
  public Optional<String> base() {
    return Optional.ofNullable(study.base());
  }

  /**
   * The study with the settings of all its runs.
   *
   * @param folder for all that it makes
   * @param read the base's settings with others over them
   * @throws ConfigException with the problems of every run
   */
  public Planned plan(String folder, Function<Map<String, String>, RunConfig> read) {
    return new Planned(StudyPlan.of(study, folder, read));
  }

  /** A study whose settings are known to be fine. */
  public static final class Planned {
    private final StudyPlan plan;

    private Planned(StudyPlan plan) {
      this.plan = plan;
    }

    /** A line for each run: its name, what sets it apart, its data and its folder. */
    public List<String> lines() {
      return plan.runs().stream()
          .map(
              run ->
                  "%s %s %s %s"
                      .formatted(
                          run.name(),
                          run.settings(),
                          run.config().output().prepared(),
                          run.config().output().run()))
          .toList();
    }

    /**
     * The study as one file that needs no other.
     *
     * @param settled a run's settings to those that hold on every machine
     */
    public String travelling(UnaryOperator<RunConfig> settled) {
      return plan.travelling(settled).toYaml();
    }

    /** The job that does it. */
    public StudyJob job(SparkSession spark, Function<RunConfig, ObserverFactory> observers) {
      return new StudyJob(spark, plan, observers);
    }
  }
}
