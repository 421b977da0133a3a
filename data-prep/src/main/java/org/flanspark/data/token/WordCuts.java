package org.flanspark.data.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a text may be cut without changing its ids: for many tokenizers the ids of the parts, end
 * to end, are those of the whole. It holds where the pre-tokenizer's pattern never goes on across a
 * cut, never looks behind itself, and nothing before it sees more than the part.
 */
final class WordCuts {
  private static final String UNDERSTOOD_MODEL = "BPE";
  private static final Set<String> UNDERSTOOD_NORMALIZERS = Set.of("NFC");

  /**
   * Patterns that stand in a file in full: Llama 3's and Qwen 2's. The one of GPT-2 is part of
   * {@code ByteLevel}.
   */
  private static final Set<String> UNDERSTOOD_PATTERNS =
      Set.of(cl100k("\\p{N}{1,3}"), cl100k("\\p{N}"));

  private WordCuts() {}

  private static String cl100k(String digits) {
    return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
        + digits
        + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  }

  /**
   * Whether a text may be cut between these characters: before a space, or before a line's end that
   * follows a letter or a digit, since punctuation takes line ends with it in some patterns.
   */
  static boolean between(char before, char after) {
    return switch (after) {
      case ' ' -> before > ' ' && before < 0x7F || Character.isLetterOrDigit(before);
      case '\n' -> Character.isLetterOrDigit(before);
      default -> false;
    };
  }

  /**
   * Whether cuts are without effect for a tokenizer: only where all that its file says is known to
   * be so.
   *
   * @param tokenizer the content of a {@code tokenizer.json}
   */
  static boolean areSafe(JsonNode tokenizer) {
    return isUnderstood(tokenizer.path("model"))
        && isNormalizerUnderstood(tokenizer.path("normalizer"))
        && isPreTokenizerUnderstood(tokenizer.path("pre_tokenizer"))
        && areAddedTokensUnderstood(tokenizer.path("added_tokens"));
  }

  /** A model sees one pre-token at a time; with dropout it has no memory of what it did. */
  private static boolean isUnderstood(JsonNode model) {
    return model.path("type").asText().equals(UNDERSTOOD_MODEL) && isAbsent(model.path("dropout"));
  }

  private static boolean isNormalizerUnderstood(JsonNode normalizer) {
    return isAbsent(normalizer)
        || UNDERSTOOD_NORMALIZERS.contains(normalizer.path("type").asText());
  }

  /** {@code ByteLevel} with GPT-2's pattern, or after a split by another; digits may go first. */
  private static boolean isPreTokenizerUnderstood(JsonNode preTokenizer) {
    List<JsonNode> steps = new ArrayList<>();
    if (preTokenizer.path("type").asText().equals("Sequence")) {
      preTokenizer.path("pretokenizers").forEach(steps::add);
    } else {
      steps.add(preTokenizer);
    }
    while (steps.size() > 1 && steps.get(0).path("type").asText().equals("Digits")) {
      steps.remove(0);
    }
    return switch (steps.size()) {
      case 1 -> isByteLevel(steps.get(0), true);
      case 2 -> isSplit(steps.get(0)) && isByteLevel(steps.get(1), false);
      default -> false;
    };
  }

  private static boolean isByteLevel(JsonNode step, boolean splits) {
    return step.path("type").asText().equals("ByteLevel")
        && !step.path("add_prefix_space").asBoolean(true)
        && step.path("use_regex").asBoolean(true) == splits;
  }

  private static boolean isSplit(JsonNode step) {
    return step.path("type").asText().equals("Split")
        && UNDERSTOOD_PATTERNS.contains(step.path("pattern").path("Regex").asText())
        && step.path("behavior").asText().equals("Isolated")
        && !step.path("invert").asBoolean();
  }

  /** Special ones are never found in a text, the others must lie within a part. */
  private static boolean areAddedTokensUnderstood(JsonNode tokens) {
    for (JsonNode token : tokens) {
      boolean looksAround =
          token.path("lstrip").asBoolean()
              || token.path("rstrip").asBoolean()
              || token.path("single_word").asBoolean();
      if (!token.path("special").asBoolean()
          && (looksAround || hasCut(token.path("content").asText()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasCut(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (between(text.charAt(i - 1), text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
