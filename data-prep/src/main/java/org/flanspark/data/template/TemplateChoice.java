package org.flanspark.data.template;

import java.io.Serializable;
import org.flanspark.config.ChoiceOfTemplate;
import org.flanspark.data.shard.StableHash;

/**
 * Which template an example gets. Paper: each example uses a randomly selected template of its task
 * (arXiv 2109.01652, section 2.1); the paper's code deals them out in turn. Drawn again in a later
 * pass an example gets another one, until all were used.
 *
 * @param choice at random, by hash, or in turn
 * @param seed {@code mixture.seed}
 */
public record TemplateChoice(ChoiceOfTemplate choice, long seed) implements Serializable {

  /**
   * The index of a template.
   *
   * @param place of the example among those that templates are dealt out to in turn
   * @param pass how often the example was drawn before
   * @param templates how many there are
   */
  public int choose(String exampleId, long place, int pass, int templates) {
    int first =
        choice == ChoiceOfTemplate.CYCLIC
            ? (int) (place % templates)
            : StableHash.below(templates, seed, "template", exampleId, pass / templates);
    return (first + pass % templates) % templates;
  }
}
