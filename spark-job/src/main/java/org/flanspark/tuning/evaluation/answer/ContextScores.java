package org.flanspark.tuning.evaluation.answer;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.inference.OptionScores;
import org.flanspark.tuning.inference.ScoringPrompt;

/**
 * How likely options are without the prompt's content. The examples of most tasks share context and
 * options, so that what is known is kept; the oldest is forgotten.
 */
final class ContextScores {
  private static final int KEPT = 4096;

  private record Key(TokenIds context, List<TokenIds> options) {
    static Key of(EvaluationRow row) {
      return new Key(row.contextIds(), row.optionIds());
    }
  }

  private final Map<Key, List<Double>> known = new LinkedHashMap<>();

  /** What must be asked of the model before {@link #of} can answer for these rows. */
  List<ScoringPrompt> unknown(List<EvaluationRow> rows) {
    forgetOldest(KEPT);
    Set<Key> unknown = new LinkedHashSet<>();
    for (EvaluationRow row : rows) {
      Key key = Key.of(row);
      if (!known.containsKey(key)) {
        unknown.add(key);
      }
    }
    return unknown.stream().map(key -> new ScoringPrompt(key.context, key.options)).toList();
  }

  /** Takes the model's answers, in the order of the questions. */
  void learn(List<ScoringPrompt> asked, List<OptionScores> scores) {
    for (int i = 0; i < asked.size(); i++) {
      known.put(
          new Key(asked.get(i).prompt(), asked.get(i).options()), scores.get(i).logProbabilities());
    }
  }

  /** For each option its log-probability after the row's context alone. */
  List<Double> of(EvaluationRow row) {
    List<Double> scores = known.get(Key.of(row));
    if (scores == null) {
      throw new IllegalStateException("Missing context scores of " + row.exampleId());
    }
    return scores;
  }

  private void forgetOldest(int most) {
    var oldest = known.keySet().iterator();
    while (known.size() > most && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }
}
