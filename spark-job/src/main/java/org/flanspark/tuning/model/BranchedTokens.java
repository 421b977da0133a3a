package org.flanspark.tuning.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.Segments;

/**
 * The tokens of branched texts as one pass computes them: all prompts end to end, then all branches
 * without their last tokens.
 *
 * <pre>
 * "5 6 7" -> "1", "2 3 4"    "8" -> "9 1"
 * ids          5  6  7  8 |  2  3  9
 * positions    0  1  2  0 |  3  4  1
 * predicting         7  8 |  2  3  9      the tokens that logits are needed of
 * labels           1 2  9 |  3  4  1      a prompt's last token predicts the first of each branch
 * </pre>
 */
final class BranchedTokens {
  private final Segments prompts;
  private final List<Integer> ids = new ArrayList<>();
  private final List<Integer> positions = new ArrayList<>();
  private final List<Integer> predicting = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final List<Branch> branches = new ArrayList<>();

  private BranchedTokens(List<BranchedText> texts) {
    prompts = Segments.ofLengths(texts.stream().mapToInt(text -> text.prompt().length()).toArray());
    int branch = 0;
    for (BranchedText text : texts) {
      addPrompt(text, branch);
      branch += text.branches().size();
    }
    int start = 0;
    branch = 0;
    for (BranchedText text : texts) {
      for (TokenIds rest : text.branches()) {
        addBranch(start, text.prompt().length(), rest, branch++);
      }
      start += text.prompt().length();
    }
  }

  /**
   * Lays the tokens out.
   *
   * @throws IllegalArgumentException if a prompt or a branch is empty, or the two are longer than
   *     the context
   */
  static BranchedTokens of(List<BranchedText> texts, int context) {
    texts.forEach(text -> text.branches().forEach(branch -> check(text.prompt(), branch, context)));
    return new BranchedTokens(texts);
  }

  /**
   * A token that must be predicted.
   *
   * @param row the index, in {@link #predicting}, of the token that predicts it
   * @param branch which it is part of
   */
  record Label(int row, int id, int branch) {}

  /**
   * A branch of which tokens are computed.
   *
   * @param promptStart the first token of its prompt
   * @param start its own first token
   */
  record Branch(int promptStart, int promptLength, int start, int length) {
    int seen() {
      return promptLength + length;
    }

    /** The tokens that its last one sees. */
    IntStream tokens() {
      return IntStream.concat(
          IntStream.range(promptStart, promptStart + promptLength),
          IntStream.range(start, start + length));
    }
  }

  int[] ids() {
    return array(ids);
  }

  int[] positions() {
    return array(positions);
  }

  Segments prompts() {
    return prompts;
  }

  /** The tokens that predict any, in ascending order. */
  int[] predicting() {
    return array(predicting);
  }

  /** In ascending order of their rows. */
  List<Label> labels() {
    return labels;
  }

  /** Those of the rows from {@code from} (inclusive) to {@code to} (exclusive). */
  List<Label> labels(int from, int to) {
    return labels.stream().filter(label -> from <= label.row() && label.row() < to).toList();
  }

  /** In the order of their tokens; none of a single token. */
  List<Branch> branches() {
    return branches;
  }

  private void addPrompt(BranchedText text, int firstBranch) {
    addTokens(text.prompt(), 0);
    predicting.add(ids.size() - 1);
    for (int i = 0; i < text.branches().size(); i++) {
      labels.add(new Label(predicting.size() - 1, text.branches().get(i).at(0), firstBranch + i));
    }
  }

  private void addBranch(int promptStart, int promptLength, TokenIds branch, int number) {
    int length = branch.length() - 1;
    if (length > 0) {
      branches.add(new Branch(promptStart, promptLength, ids.size(), length));
    }
    for (int i = 0; i < length; i++) {
      predicting.add(ids.size() + i);
      labels.add(new Label(predicting.size() - 1, branch.at(i + 1), number));
    }
    addTokens(branch.first(length), promptLength);
  }

  private void addTokens(TokenIds tokens, int firstPosition) {
    for (int i = 0; i < tokens.length(); i++) {
      ids.add(tokens.at(i));
      positions.add(firstPosition + i);
    }
  }

  private static void check(TokenIds prompt, TokenIds branch, int context) {
    if (prompt.isEmpty() || branch.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot score: a prompt of %s and an option of %s tokens, expected at least 1 of each"
              .formatted(prompt.length(), branch.length()));
    }
    if (prompt.length() + branch.length() > context) {
      throw new IllegalArgumentException(
          "Cannot score: a prompt of %s and an option of %s tokens, expected at most %s together"
              .formatted(prompt.length(), branch.length(), context));
    }
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
