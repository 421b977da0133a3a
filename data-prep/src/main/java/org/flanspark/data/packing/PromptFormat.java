package org.flanspark.data.packing;

import org.flanspark.config.ConfigException;
import org.flanspark.config.PackingConfig;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;

/**
 * What stands around a text's ids: begin, input, separator, target, end-of-sequence.
 *
 * @param begin before every input; may be empty
 * @param separator between input and target; may be empty
 * @param endOfSequence after every target
 */
public record PromptFormat(TokenIds begin, TokenIds separator, int endOfSequence) {
  private static final String NONE = "none";
  private static final String TOKENIZER = "tokenizer";
  private static final String END_OF_SEQUENCE = "end-of-sequence";

  /**
   * The format that the settings ask for.
   *
   * @throws ConfigException where a row has no room for it
   */
  public static PromptFormat of(PackingConfig packing, Tokenizer tokenizer) {
    PromptFormat format =
        new PromptFormat(
            begin(packing, tokenizer), separator(packing, tokenizer), tokenizer.endOfSequence());
    if (format.promptTokens() + packing.maxTarget() + 1 >= packing.rowLength()) {
      throw new ConfigException(
          "Invalid packing.row-length: %s, expected more than packing.max-target, begin, separator and end-of-sequence, which are %s"
              .formatted(packing.rowLength(), format.promptTokens() + packing.maxTarget() + 1));
    }
    return format;
  }

  /** The prompt for an input: begin, input, separator. */
  public TokenIds prompt(TokenIds input) {
    return TokenIds.concat(begin, input, separator);
  }

  /** The target with what ends it. */
  public TokenIds ended(TokenIds target) {
    return TokenIds.concat(target, TokenIds.of(endOfSequence));
  }

  /** Tokens of a prompt beyond its input. */
  public int promptTokens() {
    return begin.length() + separator.length();
  }

  private static TokenIds begin(PackingConfig packing, Tokenizer tokenizer) {
    return switch (packing.begin()) {
      case TOKENIZER -> tokenizer.begin();
      case NONE -> TokenIds.empty();
      default -> tokenizer.encode(packing.begin());
    };
  }

  private static TokenIds separator(PackingConfig packing, Tokenizer tokenizer) {
    return switch (packing.separator()) {
      case END_OF_SEQUENCE -> TokenIds.of(tokenizer.endOfSequence());
      case NONE -> TokenIds.empty();
      default -> tokenizer.encode(packing.separator());
    };
  }
}
