package org.flanspark.config;

import org.jspecify.annotations.Nullable;

/** The tokenizer that the texts are cut with. */
public record TokenizerConfig(
    @Setting(value = "tokenizer.json") String file,
    @Setting(value = "8192", min = 257, says = "when `flan tokenizer` trains one")
        int vocabularySize,
    @Setting(
            value = "null",
            says = "default: from the model folder's or the tokenizer's own files",
            elsewhere = {"eos_token"})
        @Nullable String endOfSequence) {}
