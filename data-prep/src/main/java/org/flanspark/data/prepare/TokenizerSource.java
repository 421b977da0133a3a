package org.flanspark.data.prepare;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.flanspark.config.PackingConfig;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.packing.PromptFormat;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.jspecify.annotations.Nullable;

/**
 * How an executor comes by the tokenizer: the files travel once, and a process opens them once.
 *
 * @param files the tokenizer's files
 * @param endOfSequence {@code tokenizer.end-of-sequence}
 * @param packing what stands around texts and how long they may be
 */
record TokenizerSource(
    Broadcast<TokenizerFiles> files, @Nullable String endOfSequence, PackingConfig packing)
    implements Serializable {

  Tokenizer open() {
    return Tokenizers.shared(files.value(), endOfSequence);
  }

  LengthLimit limit() {
    return new LengthLimit(packing, PromptFormat.of(packing, open()));
  }
}
