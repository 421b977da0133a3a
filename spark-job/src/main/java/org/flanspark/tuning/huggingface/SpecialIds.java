package org.flanspark.tuning.huggingface;

import java.util.List;
import org.flanspark.data.shard.Manifest.TokenizerFacts;

/**
 * The special ids that a model's configuration names.
 *
 * @param beginOfSequence what a text begins with where nothing is given
 * @param endOfSequence what ends a target
 */
public record SpecialIds(int beginOfSequence, int endOfSequence) {

  /**
   * The ids of prepared data. Where nothing begins a text, the end of the one before it does, as in
   * GPT-2.
   */
  public static SpecialIds of(TokenizerFacts tokenizer) {
    List<Integer> begin = tokenizer.begin();
    return new SpecialIds(
        begin.isEmpty() ? tokenizer.endOfSequence() : begin.get(0), tokenizer.endOfSequence());
  }
}
