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
  private static final String IN_SERVICE = "in-service";
  private static final Logger LOG = LoggerFactory.getLogger(NightRun.class);

  private final SparkSession spark;
  private final Configuration hadoop;
  private final RunConfig config;
  private final String date;
  private final NightlyFolder folder;
  private final NightlyLock lock;
  private final RunStages stages;
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
    this.listener = listener;
    this.run = folder.nights().run(date);
    this.inService = folder.pointer().read();
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
    Optional<Night> before = folder.nights().read(date);
    if (before.filter(Night::isFinal).isPresent()) {
      return again(before.get());
    }
    if (wasPromoted()) {
      // Killed between the pointer's move and the note of it.
      return finishPromotion(before.orElseGet(() -> Night.begun(date, NightJournal.now())));
    }
    String now = NightJournal.now();
    Night begun = before.map(night -> night.begunAgain(now)).orElse(Night.begun(date, now));
    NightJournal journal = new NightJournal(folder.nights(), listener, begun);
    try {
      return work(journal);
    } catch (Throwable e) {
      note(e, journal);
      throw e;
    }
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

  private static Ended again(Night night) {
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
        NightSummary.of(night));
  }

  private Ended finishPromotion(Night before) {
    Night night = before.in(Phase.DONE);
    String why = night.verdict() == null ? first() : night.verdict().why();
    Night ended = night.ended(NightOutcome.PROMOTED, why, NightJournal.now());
    folder.nights().write(ended);
    return finish(
        ended, night.comparedWith() == null ? Optional.empty() : Optional.of(comparison()));
  }

  private Ended work(NightJournal journal) {
    enter(journal, Phase.PREPARE);
    NightBasis basis = NightBasis.of(stages.prepare(config), config, start());
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
        .orElseGet(() -> promote(journal, first(), Optional.empty()));
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
    EvaluationJob.ofModel(spark, config, new Path(model.model()), new Path(run, IN_SERVICE)).run();
    RunComparison comparison = comparison();
    Verdict verdict = Gate.of(config.nightly()).judge(comparison);
    journal.judged(model.night(), verdict);
    return verdict.promotes()
        ? promote(journal, verdict.why(), Optional.of(comparison))
        : finish(journal.end(NightOutcome.REFUSED, verdict.why()), Optional.of(comparison));
  }

  private RunComparison comparison() {
    return RunComparison.of(spark, new Path(run, IN_SERVICE).toString(), run.toString());
  }

  private Ended promote(NightJournal journal, String why, Optional<RunComparison> comparison) {
    Path model = new RunFolder(run).model();
    String digest = ModelFolder.open(model, hadoop).digest();
    enter(journal, Phase.PROMOTE);
    folder.pointer().move(next(model.toString(), digest));
    journal.enter(Phase.DONE);
    return finish(journal.end(NightOutcome.PROMOTED, why), comparison);
  }

  private Promotion next(String model, String digest) {
    String now = NightJournal.now();
    int remembered = config.nightly().keepLast();
    return inService
        .map(before -> before.next(date, model, digest, now, remembered))
        .orElseGet(() -> new Promotion(date, model, digest, now, List.of(), null));
  }

  private static String first() {
    return "no model was in service";
  }

  private Ended finish(Night night, Optional<RunComparison> comparison) {
    String summary =
        comparison
            .map(found -> NightSummary.of(night, found))
            .orElseGet(() -> NightSummary.of(night));
    folder.nights().writeSummary(date, summary);
    prune();
    return new Ended(outcome(night), summary);
  }

  private Outcome outcome(Night night) {
    boolean promoted = night.outcome() == NightOutcome.PROMOTED;
    ExitCode code = promoted ? ExitCode.DONE : ExitCode.REFUSED;
    NightOutcome word = promoted ? NightOutcome.PROMOTED : NightOutcome.REFUSED;
    return new Outcome(
        code.code(), word.label(), "night %s %s: %s".formatted(date, word.label(), night.why()));
  }

  /** What is not deleted tonight is deleted tomorrow: no reason to call the night failed. */
  private void prune() {
    try {
      folder
          .nights()
          .prune(
              config.nightly().keepLast(),
              folder.pointer().read().map(Promotion::needed).orElse(List.of()));
    } catch (RuntimeException e) {
      LOG.warn("Cannot delete old nights: {}", e.toString());
    }
  }
}
