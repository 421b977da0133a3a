package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.flanspark.config.Duplicates;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.template.OrderedOptions;
import org.flanspark.data.template.TemplateChoice;
import org.flanspark.data.template.Wording;

/**
 * How records become examples and prompts.
 *
 * @param wording the words around them
 * @param choice which of a task's templates a training example gets
 * @param options in which order options are listed
 * @param shots exemplars in training prompts: one of these numbers each
 * @param evaluationShots exemplars in evaluation prompts: each record is asked with each number,
 *     ascending
 * @param maxNewTokens where generation stops
 * @param keepsCopies whether equal records of a task are all used
 * @param seed of every choice
 */
record Rendering(
    Wording wording,
    TemplateChoice choice,
    OrderedOptions options,
    List<Integer> shots,
    List<Integer> evaluationShots,
    int maxNewTokens,
    boolean keepsCopies,
    long seed)
    implements Serializable {
  Rendering {
    shots = List.copyOf(shots);
    evaluationShots = List.copyOf(evaluationShots);
  }

  static Rendering of(RunConfig config) {
    long seed = config.mixture().seed();
    return new Rendering(
        new Wording(config.mixture().templates(), config.mixture().templatesPerTask()),
        new TemplateChoice(config.mixture().templateChoice(), seed),
        new OrderedOptions(config.mixture().optionOrder(), seed),
        config.mixture().shots(),
        config.evaluation().shots(),
        config.evaluation().maxNewTokens(),
        config.quality().duplicates() == Duplicates.NONE,
        seed);
  }

  /** Exemplars in one training prompt. */
  int shotsOf(String exampleId, int pass) {
    return shots.size() == 1
        ? shots.get(0)
        : shots.get(StableHash.below(shots.size(), seed, "shots", exampleId, pass));
  }

  /** Whether any prompt has exemplars. */
  boolean needsExemplars() {
    return Stream.concat(evaluationShots.stream(), shots.stream()).anyMatch(number -> number > 0);
  }
}
