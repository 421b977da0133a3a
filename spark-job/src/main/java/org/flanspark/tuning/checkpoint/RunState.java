package org.flanspark.tuning.checkpoint;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a run stands between two rounds: with the weights and the updater's state, all that
 * continuing needs.
 *
 * @param round rounds done
 * @param iteration updates done, as the schedules count them
 * @param epoch passes done, as the network counts them
 * @param position what the next round reads first
 * @param tokens tokens trained on so far, over all workers
 * @param seeds by purpose; what a run that continues must agree with
 * @param tokenizerDigest SHA-256 of the tokenizer.json that cut the rows: the weights mean nothing
 *     with another
 * @param losses of the weights, in nats, under {@link #VALIDATION}; empty where it was not measured
 * @param moments files with what the optimizer remembers: one that all workers share, or one for
 *     each worker by its number
 */
public record RunState(
    int round,
    long iteration,
    long epoch,
    Position position,
    long tokens,
    Map<String, Long> seeds,
    String tokenizerDigest,
    Map<String, Double> losses,
    List<MomentsFile> moments) {
  /** The loss over all validation rows. */
  public static final String VALIDATION = "validation";

  public RunState {
    if (round < 0 || iteration < 0 || epoch < 0 || tokens < 0) {
      throw new IllegalArgumentException(
          "Invalid state: round %s, iteration %s, epoch %s, tokens %s, expected none below 0"
              .formatted(round, iteration, epoch, tokens));
    }
    seeds = Collections.unmodifiableMap(new TreeMap<>(seeds));
    losses = Map.copyOf(losses);
    moments = List.copyOf(moments);
  }

  RunState withMoments(List<MomentsFile> written) {
    return new RunState(
        round, iteration, epoch, position, tokens, seeds, tokenizerDigest, losses, written);
  }

  /**
   * A place in the passes over the packed rows.
   *
   * @param pass from 0
   * @param rows of this pass that are done
   */
  public record Position(int pass, long rows) {
    public Position {
      if (pass < 0 || rows < 0) {
        throw new IllegalArgumentException(
            "Invalid position: pass %s, rows %s, expected none below 0".formatted(pass, rows));
      }
    }
  }
}
