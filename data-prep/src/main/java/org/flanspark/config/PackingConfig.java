package org.flanspark.config;

import java.io.Serializable;

/** Examples to packed rows. */
public record PackingConfig(
    @Setting(
            value = "1280",
            min = 2,
            says = "tokens",
            elsewhere = {"max_seq_length", "max_length", "model_max_length", "block_size"})
        int rowLength,
    @Setting(
            value = "1024",
            min = 1,
            says = "tokens; longer inputs are cut, as in the paper, or quarantined",
            elsewhere = {"max_source_length", "max_prompt_length"})
        int maxInput,
    @Setting(
            value = "256",
            min = 1,
            elsewhere = {"max_target_length"})
        int maxTarget,
    @Setting(value = "truncate", says = "truncate | quarantine") TooLong tooLong,
    @Setting(
            value = "tokenizer",
            says =
                "tokenizer (what its post-processor adds, at every segment's and prompt's start)"
                    + " | none | a text")
        String begin,
    @Setting(value = "end-of-sequence", says = "end-of-sequence | none | a text") String separator,
    @Setting(
            value = "16",
            min = 1,
            max = 100_000,
            says = "membership of a shard is a hash of the example; one file and row group each")
        int shards,
    @Setting(
            value = "4194304",
            min = 1024,
            says = "tokens that a shard holds, about: more than so many shards are made for more")
        int shardTokens)
    implements Serializable {}
