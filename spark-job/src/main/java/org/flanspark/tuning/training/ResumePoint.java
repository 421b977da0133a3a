package org.flanspark.tuning.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flanspark.config.ConfigException;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.RunState;
import org.flanspark.tuning.checkpoint.RunState.Position;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RowOrder;
import org.flanspark.tuning.model.StepStatistics;

/**
 * Where a run goes on.
 *
 * @param done what it has behind it
 * @param tokens trained on so far
 * @param checkpoint with the weights and the updater's state; none at the very start
 */
record ResumePoint(Progress done, long tokens, Optional<Checkpoint> checkpoint) {
  private static final String TRAINING_SEED = "training";
  private static final String ROW_ORDER = "row-order";

  /** The very start. */
  static ResumePoint start() {
    return new ResumePoint(Progress.START, 0, Optional.empty());
  }

  /**
   * After a checkpoint.
   *
   * @throws ConfigException where its rows came in another order
   * @throws DataException where its rows were cut by another tokenizer
   */
  static ResumePoint after(
      Checkpoint checkpoint, long seed, RowOrder order, String tokenizerDigest) {
    RunState state = checkpoint.run();
    if (!state.seeds().equals(seeds(seed, order))) {
      throw new ConfigException(
          "Cannot resume from %s: training.seed or the prepared rows are not those it was trained with; set them back, or start a new run in another output.run"
              .formatted(checkpoint.path()));
    }
    if (!state.tokenizerDigest().equals(tokenizerDigest)) {
      throw new DataException(
          "Cannot resume from %s: the prepared data was cut by another tokenizer"
              .formatted(checkpoint.path()));
    }
    Position position = state.position();
    long rows = position.pass() * order.rowsPerPass() + position.rows();
    return new ResumePoint(
        new Progress(state.round(), state.iteration(), rows),
        state.tokens(),
        Optional.of(checkpoint));
  }

  /** What a checkpoint notes of where the run stands. */
  static RunState state(
      Progress done,
      long tokens,
      long seed,
      RowOrder order,
      String tokenizerDigest,
      Optional<StepStatistics> validation) {
    long pass = done.rows() / order.rowsPerPass();
    return new RunState(
        done.round(),
        done.steps(),
        pass,
        new Position(Math.toIntExact(pass), done.rows() % order.rowsPerPass()),
        tokens,
        seeds(seed, order),
        tokenizerDigest,
        validation.map(loss -> Map.of(RunState.VALIDATION, loss.meanLoss())).orElseGet(Map::of),
        List.of());
  }

  private static Map<String, Long> seeds(long seed, RowOrder order) {
    return Map.of(TRAINING_SEED, seed, ROW_ORDER, order.fingerprint());
  }
}
