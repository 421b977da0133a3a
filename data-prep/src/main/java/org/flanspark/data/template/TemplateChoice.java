package org.flanspark.data.template;

import java.io.Serializable;
import org.flanspark.data.shard.StableHash;

/**
 * Which template an example gets. Paper: each example uses a randomly selected template of its task
 * (arXiv 2109.01652, section 2.1). Drawn again in a later pass it gets another one, until all were
 * used.
 *
 * @param seed {@code mixture.seed}
 */
public record TemplateChoice(long seed) implements Serializable {

  /**
   * The index of a template.
   *
   * @param templates how many there are
   * @param pass how often the example was drawn before
   */
  public int choose(String task, String exampleId, int pass, int templates) {
    int first = StableHash.below(templates, seed, "template", task, exampleId, pass / templates);
    return (first + pass % templates) % templates;
  }
}
