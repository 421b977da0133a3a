package org.flanspark.tuning.doctor;

import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;

/** The tokenizer's native library loads, and turns a text to ids and back. */
final class TokenizerCheck implements Check {
  /** One character a token: a = 1, b = 2. */
  private static final TokenizerFiles SMALLEST =
      TokenizerFiles.of(
          """
          {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
           "added_tokens": [{"id": 0, "content": "</s>", "single_word": false, "lstrip": false,
                             "rstrip": false, "normalized": false, "special": true}],
           "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false,
                             "trim_offsets": true, "use_regex": true},
           "post_processor": null,
           "decoder": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
                       "use_regex": true},
           "model": {"type": "BPE", "dropout": null, "unk_token": null,
                     "continuing_subword_prefix": null, "end_of_word_suffix": null,
                     "fuse_unk": false, "byte_fallback": false,
                     "vocab": {"</s>": 0, "a": 1, "b": 2}, "merges": []}}
          """,
          "{}");

  private static final String TEXT = "abba";
  private static final TokenIds IDS = TokenIds.of(1, 2, 2, 1);

  @Override
  public String name() {
    return "tokenizer";
  }

  @Override
  public String remedy() {
    return "the native library is unpacked into the folder for temporary files: make"
        + " java.io.tmpdir (%s) writable and not mounted noexec, or name another with -Djava.io.tmpdir"
            .formatted(System.getProperty("java.io.tmpdir"));
  }

  @Override
  public Finding find() {
    Tokenizer tokenizer = Tokenizers.shared(SMALLEST);
    TokenIds ids = tokenizer.encode(TEXT);
    String back = tokenizer.decode(ids);
    return ids.equals(IDS) && back.equals(TEXT)
        ? Finding.ok(name(), "native library loaded, text to ids and back")
        : Finding.fail(
            name(),
            "native library loaded, but %s became %s and then %s".formatted(TEXT, ids, back),
            remedy());
  }
}
