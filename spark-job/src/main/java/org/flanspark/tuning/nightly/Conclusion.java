package org.flanspark.tuning.nightly;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.ExitCode;
import org.flanspark.command.Outcome;
import org.flanspark.tuning.evaluation.ResultsFolder;
import org.flanspark.tuning.evaluation.RunComparison;
import org.flanspark.tuning.nightly.NightlyJob.Ended;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left to do for a night that was decided upon: its summary, and room for the next ones.
 * Done again it does no harm, since a night may have been killed at any point of it.
 */
final class Conclusion {
  /** Why the first night's model is promoted. */
  static final String NOTHING_TO_COMPARE = "no model was in service";

  private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);

  private final SparkSession spark;
  private final Configuration hadoop;
  private final NightlyFolder folder;
  private final int keepLast;

  Conclusion(SparkSession spark, NightlyFolder folder, int keepLast) {
    this.spark = spark;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.folder = folder;
    this.keepLast = keepLast;
  }

  /** Of a night that the pointer knows as promoted and its own file does not. */
  Ended ofPromoted(Night night) {
    String why = night.verdict() == null ? NOTHING_TO_COMPARE : night.verdict().why();
    Night ended = night.in(Phase.DONE).ended(NightOutcome.PROMOTED, why, NightJournal.now());
    folder.nights().write(ended);
    return of(ended);
  }

  /** Of a night that was promoted or refused. */
  Ended of(Night night) {
    String summary =
        isCompared(night)
            ? NightSummary.of(night, comparison(night.night()))
            : NightSummary.of(night);
    folder.nights().writeSummary(night.night(), summary);
    prune();
    return new Ended(outcome(night), summary);
  }

  /** The model in service beside the night's. */
  RunComparison comparison(String night) {
    return RunComparison.of(
        spark, folder.nights().inService(night).toString(), folder.nights().run(night).toString());
  }

  /** Answers may have been deleted since, with all else of an old night. */
  private boolean isCompared(Night night) {
    return night.comparedWith() != null
        && new ResultsFolder(folder.nights().inService(night.night()), hadoop).read().isPresent();
  }

  private static Outcome outcome(Night night) {
    boolean promoted = night.outcome() == NightOutcome.PROMOTED;
    ExitCode code = promoted ? ExitCode.DONE : ExitCode.REFUSED;
    NightOutcome word = promoted ? NightOutcome.PROMOTED : NightOutcome.REFUSED;
    return new Outcome(
        code.code(),
        word.label(),
        "night %s %s: %s".formatted(night.night(), word.label(), night.why()));
  }

  /** What is not deleted tonight is deleted tomorrow: no reason to call the night failed. */
  private void prune() {
    try {
      folder
          .nights()
          .prune(keepLast, folder.pointer().read().map(Promotion::needed).orElse(List.of()));
    } catch (RuntimeException e) {
      LOG.warn("Cannot delete old nights: {}", e.toString());
    }
  }
}
