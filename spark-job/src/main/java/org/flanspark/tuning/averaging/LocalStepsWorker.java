package org.flanspark.tuning.averaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.flanspark.command.PeakMemory;
import org.flanspark.config.Moments;
import org.flanspark.tuning.model.StepStatistics;
import org.flanspark.tuning.network.DecoderNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.DataSet;

/**
 * DL4J's worker of one round: takes the network that lives here for it, with the round's parameters
 * and the moments of the round before in place, and steps.
 */
final class LocalStepsWorker extends NetworkWorker {
  private static final long serialVersionUID = 1L;

  private final RoundOrder order;

  private transient @Nullable LivingWorker living;
  private transient List<StepStatistics> steps = new ArrayList<>();
  private transient List<String> notes = new ArrayList<>();
  private transient MomentHistory.Stamp stamp = new MomentHistory.Stamp(0, 0, 0);
  private transient double receivingSeconds;
  private transient long startNanos;

  LocalStepsWorker(RoundOrder order) {
    this.order = order;
  }

  /** Waits for the worker's network to be free, and owes {@link #end}. */
  @Override
  public MultiLayerNetwork getInitialModel() {
    long start = System.nanoTime();
    TaskDevice.use();
    steps = new ArrayList<>();
    notes = new ArrayList<>();
    LivingWorker taken =
        LivingWorkers.take(
            new LivingWorkers.Key(order.run(), number()),
            order.mayLive(),
            () -> new LivingWorker(order.network(), order.compute()));
    living = taken;
    order.sent().putInto(travelling());
    receivingSeconds = (System.nanoTime() - start) * 1e-9;
    stamp = placeMoments(taken);
    DecoderNetwork.resumeAt(taken.network(), order.iteration(), order.round() - 1, stamp.age());
    startNanos = System.nanoTime();
    return taken.network();
  }

  private MomentHistory.Stamp placeMoments(LivingWorker taken) {
    int before = order.round() - 1;
    if (!keepsMoments()) {
      return new MomentHistory.Stamp(before, order.momentsAge(), 0);
    }
    MomentHistory history = taken.history();
    Optional<MomentHistory.Stamp> kept = history.standAfter(before);
    if (kept.isPresent()) {
      return kept.get();
    }
    history.begin(restore(taken, before));
    return history.standAfter(before).orElseThrow();
  }

  private MomentHistory.Stamp restore(LivingWorker taken, int before) {
    long lineage = TaskContext.get().taskAttemptId() + 1;
    if (order.saved().isEmpty()) {
      taken.forget();
      if (before > 0) {
        notes.add("worker %s: moments were lost, and began anew".formatted(number()));
      }
      return new MomentHistory.Stamp(before, 0, lineage);
    }
    SavedMoments saved = SavedMoments.choose(order.saved(), number());
    saved.copyInto(taken.namedMoments(), order.hadoop().configuration());
    if (saved.round() != before) {
      notes.add(
          "worker %s: moments were lost, and those after round %s took their place"
              .formatted(number(), saved.round()));
    }
    return new MomentHistory.Stamp(before, saved.age(), lineage);
  }

  @Override
  public @Nullable LocalResult processMinibatch(
      DataSet batch, MultiLayerNetwork network, boolean isLast) {
    if (order.work() == LocalWork.TRAIN) {
      if (keepsMoments()) {
        living().history().beforeUpdate();
      }
      network.fit(batch);
      steps.add(DecoderNetwork.lastStep(network));
    }
    return isLast ? getFinalResult(network) : null;
  }

  @Override
  public LocalResult getFinalResult(MultiLayerNetwork network) {
    double seconds = (System.nanoTime() - startNanos) * 1e-9;
    if (order.work() != LocalWork.TRAIN) {
      steps.add(new StepStatistics(0, 100, 100, 0, Map.of()));
    }
    WorkerResult measured = new WorkerResult(number(), steps, seconds);
    if (!measured.isFinite()) {
      notes.add("worker %s: its loss was not finite, and it was left out".formatted(number()));
    }
    if (keepsMoments()) {
      endMoments(measured);
    }
    return new LocalResult(measured);
  }

  private boolean keepsMoments() {
    return order.moments() == Moments.LOCAL && order.work() != LocalWork.NONE_WITHOUT_MOMENTS;
  }

  private void endMoments(WorkerResult measured) {
    MomentHistory history = living().history();
    if (measured.isFinite()) {
      history.roundDone(order.work() == LocalWork.TRAIN ? measured.steps().size() : 0);
    } else {
      history.roundUndone();
    }
  }

  /** The lineage of its moments. */
  long lineage() {
    return stamp.lineage();
  }

  /** Its values that travel, as they are now. */
  FlatValues travelling() {
    return order.moments() == Moments.AVERAGED
        ? living().parametersAndMoments()
        : living().parameters();
  }

  /** What it tells of the round. */
  WorkerReport report(LocalResult result, double returningSeconds) {
    return new WorkerReport(
        result.measured(),
        ExecutorPlace.current(),
        lineage(),
        receivingSeconds,
        returningSeconds,
        PeakMemory.bytes(),
        notes);
  }

  /** Gives the network free for the next attempt. */
  void end() {
    if (living != null) {
      living.giveBack();
      living = null;
    }
  }

  private LivingWorker living() {
    if (living == null) {
      throw new IllegalStateException("Missing network: the worker has not been started");
    }
    return living;
  }

  private static int number() {
    return TaskContext.getPartitionId();
  }
}
