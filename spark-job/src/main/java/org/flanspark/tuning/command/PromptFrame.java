package org.flanspark.tuning.command;

import java.util.Optional;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.tuning.huggingface.ModelFolder;

/** What stands before and behind a prompt's own ids. */
record PromptFrame(TokenIds before, TokenIds behind) {
  /** The prompt as it is given. */
  static final PromptFrame NONE = new PromptFrame(TokenIds.empty(), TokenIds.empty());

  /**
   * What stood around the inputs of training: what begins a text, and the separator (the end of
   * sequence, where the folder does not say).
   */
  static PromptFrame ofTraining(ModelFolder folder, Tokenizer tokenizer) {
    Optional<TokenizerFacts> training = folder.tokenizerFacts();
    return new PromptFrame(
        training.map(facts -> TokenIds.copyOf(facts.begin())).orElse(tokenizer.begin()),
        training
            .map(facts -> TokenIds.copyOf(facts.separator()))
            .orElse(TokenIds.of(folder.specialIds().endOfSequence())));
  }

  TokenIds around(TokenIds prompt) {
    return TokenIds.concat(before, prompt, behind);
  }
}
