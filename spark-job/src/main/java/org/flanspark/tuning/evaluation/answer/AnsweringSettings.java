package org.flanspark.tuning.evaluation.answer;

import java.io.Serializable;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.jspecify.annotations.Nullable;

/**
 * What an executor needs beside the model.
 *
 * @param files of the tokenizer that the prompts were cut with
 * @param endOfSequenceText {@code tokenizer.end-of-sequence}; null for what the files name
 * @param maxNewTokens lowers what a prompt itself allows
 */
public record AnsweringSettings(
    TokenizerFiles files, @Nullable String endOfSequenceText, int maxNewTokens)
    implements Serializable {

  /** The one tokenizer of this process. */
  public Tokenizer tokenizer() {
    return Tokenizers.shared(files, endOfSequenceText);
  }
}
