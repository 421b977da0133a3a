package org.flanspark.tuning.evaluation.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;

/**
 * Prompts that a model answers together: all ranked or all generated with the same limit, and of
 * nearly the same length.
 *
 * @param rows the prompts
 * @param maxNewTokens where generation stops; 0 where options are ranked
 */
record PromptBatch(List<EvaluationRow> rows, int maxNewTokens) {
  /** The tokens of a batch, options and the room for generated ones among them. */
  private static final int MAX_TOKENS = 8192;

  private static final int MAX_ROWS = 64;

  /** Total, so that a block gives the same batches in whatever order its rows arrive. */
  private static final Comparator<EvaluationRow> ORDER =
      Comparator.comparing(EvaluationRow::isRanked)
          .thenComparing(EvaluationRow::maxNewTokens)
          .thenComparing(row -> row.promptIds().length())
          .thenComparing(EvaluationRow::exampleId)
          .thenComparing(EvaluationRow::style)
          .thenComparing(EvaluationRow::template)
          .thenComparing(EvaluationRow::shots);

  PromptBatch {
    rows = List.copyOf(rows);
  }

  boolean isRanked() {
    return rows.get(0).isRanked();
  }

  /**
   * The rows of a block in batches.
   *
   * @param maxNewTokens lowers what a row itself allows
   */
  static List<PromptBatch> of(List<EvaluationRow> block, int maxNewTokens) {
    List<PromptBatch> batches = new ArrayList<>();
    List<EvaluationRow> open = new ArrayList<>();
    int tokens = 0;
    for (EvaluationRow row : block.stream().sorted(ORDER).toList()) {
      int more = tokens(row, maxNewTokens);
      boolean fits = open.size() < MAX_ROWS && tokens + more <= MAX_TOKENS;
      if (!open.isEmpty()
          && (!fits || limit(row, maxNewTokens) != limit(open.get(0), maxNewTokens))) {
        batches.add(new PromptBatch(open, limit(open.get(0), maxNewTokens)));
        open.clear();
        tokens = 0;
      }
      open.add(row);
      tokens += more;
    }
    if (!open.isEmpty()) {
      batches.add(new PromptBatch(open, limit(open.get(0), maxNewTokens)));
    }
    return batches;
  }

  private static int limit(EvaluationRow row, int maxNewTokens) {
    return row.isRanked() ? 0 : Math.min(row.maxNewTokens(), maxNewTokens);
  }

  private static int tokens(EvaluationRow row, int maxNewTokens) {
    return row.promptIds().length()
        + row.optionIds().stream().mapToInt(TokenIds::length).sum()
        + limit(row, maxNewTokens);
  }
}
