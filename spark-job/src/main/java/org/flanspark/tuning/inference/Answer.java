package org.flanspark.tuning.inference;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.data.token.TokenIds;

/** The new tokens of one prompt, as they come. */
final class Answer {
  private final long promptNumber;
  private final int most;
  private final int end;
  private final List<Integer> ids = new ArrayList<>();
  private boolean ended;

  /**
   * Nothing yet.
   *
   * @param promptNumber what sampling hashes
   * @param most tokens
   * @param end the id that ends it
   */
  Answer(long promptNumber, int most, int end) {
    this.promptNumber = promptNumber;
    this.most = most;
    this.end = end;
  }

  long promptNumber() {
    return promptNumber;
  }

  int length() {
    return ids.size();
  }

  int last() {
    return ids.get(ids.size() - 1);
  }

  void add(int id) {
    ended = id == end;
    if (!ended) {
      ids.add(id);
    }
  }

  boolean isOpen() {
    return !ended && ids.size() < most;
  }

  TokenIds ids() {
    return TokenIds.copyOf(ids);
  }
}
