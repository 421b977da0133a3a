package org.flanspark.tuning.inference;

import java.util.List;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.model.ModelShape;

/**
 * A trained decoder in use. Nothing is added to a prompt: begin and separator are the caller's.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface LanguageModel extends AutoCloseable {
  ModelShape shape();

  /**
   * How likely each option follows its prompt.
   *
   * @return one for each prompt, in order
   * @throws IllegalArgumentException if a prompt or an option is empty, or the two together are
   *     longer than the context
   */
  List<OptionScores> score(List<ScoringPrompt> prompts);

  /**
   * A next token, again and again, chosen as the settings say.
   *
   * @param prompts of any lengths
   * @return the new tokens of each prompt, in order; fewer than the settings allow where the text
   *     ends or the context is full
   * @throws IllegalArgumentException if a prompt is empty or as long as the context
   */
  List<TokenIds> generate(List<TokenIds> prompts, GenerationSettings settings);

  @Override
  void close();
}
