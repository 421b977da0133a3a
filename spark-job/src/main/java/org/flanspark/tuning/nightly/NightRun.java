package org.flanspark.tuning.nightly;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.ExitCode;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.config.StartFrom;
import org.flanspark.tuning.evaluation.EvaluationJob;
import org.flanspark.tuning.evaluation.ResultsFolder;
import org.flanspark.tuning.evaluation.RunComparison;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.nightly.NightlyJob.Ended;
import org.flanspark.tuning.study.RunStages;
import org.flanspark.tuning.training.ObserverFactory;
import org.flanspark.tuning.training.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A night's phases, under the lock. */
final class NightRun {
  private static final Logger LOG = LoggerFactory.getLogger(NightRun.class);

  private final SparkSession spark;
  private final Configuration hadoop;
  private final RunConfig asked;
  private final RunConfig config;
  private final String date;
  private final NightlyFolder folder;
  private final NightlyLock lock;
  private final RunStages stages;
  private final Conclusion conclusion;
  private final PhaseListener listener;
  private final Path run;
  private final Optional<Promotion> inService;

  NightRun(
      SparkSession spark,
      RunConfig config,
      String date,
      NightlyFolder folder,
      NightlyLock lock,
      Function<RunConfig, ObserverFactory> observers,
      PhaseListener listener) {
    this.spark = spark;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.date = date;
    this.folder = folder;
    this.lock = lock;
    this.stages = new RunStages(spark, observers);
    this.conclusion = new Conclusion(spark, folder, config.nightly().keepLast());
    this.listener = listener;
    this.run = folder.nights().run(date);
    this.inService = folder.pointer().read();
    this.asked = config;
    this.config = settings(config);
  }

  /** The user's, with what is this night's own. */
  private RunConfig settings(RunConfig given) {
    RunConfig ofNight = given.withRun(run.toString());
    return given.nightly().startFrom() == StartFrom.BASE
        ? ofNight
        : inService.map(model -> ofNight.startingFrom(model.model())).orElse(ofNight);
  }

  Ended run() {
    inService.ifPresent(this::noteEarlierPromotion);
    Optional<Night> before = folder.nights().read(date);
    if (before.filter(Night::isFinal).isPresent()) {
      return again(before.get());
    }
    if (wasPromoted()) {
      // Killed between the pointer's move and the note of it.
      return conclusion.ofPromoted(before.orElseGet(() -> Night.begun(date, NightJournal.now())));
    }
    String now = NightJournal.now();
    Night begun = before.map(night -> night.begunAgain(now)).orElse(Night.begun(date, now));
    // One that is there when the night has ended is this attempt's.
    folder.nights().deleteSummary(date);
    NightJournal journal = new NightJournal(folder.nights(), listener, begun);
    try {
      return work(journal);
    } catch (Throwable e) {
      note(e, journal);
      throw e;
    }
  }

  /** A night that was killed between the two may never be asked for again. */
  private void noteEarlierPromotion(Promotion model) {
    folder
        .nights()
        .read(model.night())
        .filter(night -> !night.isFinal() && !night.night().equals(date))
        .ifPresent(conclusion::ofPromoted);
  }

  /** Not where another process has the folder by now: what it writes is not to be written over. */
  private void note(Throwable failure, NightJournal journal) {
    try {
      if (lock.isHeld()) {
        journal.fail(failure);
      }
    } catch (RuntimeException e) {
      LOG.warn("Cannot write that night {} failed: {}", date, e.toString());
    }
  }

  private boolean wasPromoted() {
    return inService
        .filter(model -> model.night().equals(date) || model.rolledBack().contains(date))
        .isPresent();
  }

  /** A killed night may have been decided upon, and yet have left no summary. */
  private Ended again(Night night) {
    String summary =
        folder.nights().readSummary(date).orElseGet(() -> conclusion.of(night).summary());
    String message =
        "night %s was %s: %s"
            .formatted(
                night.night(),
                night.outcome() == NightOutcome.PROMOTED ? "promoted before" : "refused before",
                night.why());
    return new Ended(
        night.outcome() == NightOutcome.PROMOTED
            ? Outcome.nothingNew(message)
            // A scheduler that asks twice must not take a refusal for a success.
            : new Outcome(ExitCode.REFUSED.code(), NightOutcome.REFUSED.label(), message),
        summary);
  }

  private Ended work(NightJournal journal) {
    enter(journal, Phase.PREPARE);
    NightBasis basis = NightBasis.of(stages.prepare(config), asked, start());
    Optional<Night> same = doneBefore(basis);
    if (same.isPresent()) {
      return nothingNew(journal, same.get());
    }
    beginAnewWhereNotOf(basis, journal.night());
    journal.found(basis);
    enter(journal, Phase.TRAIN);
    stages.train(config);
    enter(journal, Phase.EVALUATE);
    evaluate();
    return inService
        .map(model -> compare(journal, model))
        .orElseGet(() -> promote(journal, Conclusion.NOTHING_TO_COMPARE));
  }

  /** Results that are there are this model's: where anything else was found, all was cleared. */
  private void evaluate() {
    if (new ResultsFolder(run, hadoop).read().isEmpty()) {
      stages.evaluate(config);
    }
    stages.report(config);
  }

  private void enter(NightJournal journal, Phase phase) {
    lock.requireHeld();
    journal.enter(phase);
  }

  private String start() {
    return config.nightly().startFrom() == StartFrom.BASE
        ? NightBasis.BASE
        : inService.map(Promotion::digest).orElse(NightBasis.BASE);
  }

  /** The last night that was decided upon, or the one in service, where it had the same data. */
  private Optional<Night> doneBefore(NightBasis basis) {
    List<Night> decided =
        folder.nights().all().stream()
            .filter(night -> night.isFinal() && !night.night().equals(date))
            .collect(Collectors.toList());
    Stream<Night> last = decided.stream().skip(Math.max(0, decided.size() - 1));
    Stream<Night> serving =
        decided.stream()
            .filter(
                night ->
                    inService.filter(model -> model.night().equals(night.night())).isPresent());
    return Stream.concat(last, serving)
        .filter(night -> night.basis() != null && basis.hasDataOf(night.basis()))
        .findFirst();
  }

  private Ended nothingNew(NightJournal journal, Night same) {
    String why =
        "data and settings are those of night %s, which was %s"
            .formatted(
                same.night(), same.outcome() == NightOutcome.PROMOTED ? "promoted" : "refused");
    Night ended = journal.end(NightOutcome.NOTHING_NEW, why);
    String summary = NightSummary.of(ended);
    folder.nights().writeSummary(date, summary);
    return new Ended(Outcome.nothingNew("night %s: %s".formatted(date, why)), summary);
  }

  /** Half a training on other data is of no use; nothing of it was ever in service. */
  private void beginAnewWhereNotOf(NightBasis basis, Night night) {
    if (night.basis() != null && !night.basis().equals(basis)) {
      LOG.info("Night {} begins anew: data or settings have changed since it was begun", date);
      folder.nights().clear(date);
    }
  }

  private Ended compare(NightJournal journal, Promotion model) {
    enter(journal, Phase.COMPARE);
    EvaluationJob.ofModel(spark, config, new Path(model.model()), folder.nights().inService(date))
        .run();
    RunComparison comparison = conclusion.comparison(date);
    Verdict verdict = Gate.of(config.nightly()).judge(comparison);
    journal.judged(model.night(), verdict);
    return verdict.promotes()
        ? promote(journal, verdict.why())
        : conclusion.of(journal.end(NightOutcome.REFUSED, verdict.why()));
  }

  private Ended promote(NightJournal journal, String why) {
    Path model = new RunFolder(run).model();
    String digest = ModelFolder.open(model, hadoop).digest();
    enter(journal, Phase.PROMOTE);
    folder.pointer().move(next(model.toString(), digest));
    journal.enter(Phase.DONE);
    return conclusion.of(journal.end(NightOutcome.PROMOTED, why));
  }

  private Promotion next(String model, String digest) {
    String now = NightJournal.now();
    int remembered = config.nightly().keepLast();
    return inService
        .map(before -> before.next(date, model, digest, now, remembered))
        .orElseGet(() -> new Promotion(date, model, digest, now, List.of(), null));
  }
}
