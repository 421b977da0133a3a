package org.flanspark.data.token;

import java.util.Arrays;
import java.util.List;

/**
 * An immutable sequence of token ids; as labels it may hold {@link #NOT_COUNTED} too.
 *
 * <p>Safe to share between threads.
 */
public final class TokenIds {
  /** The label of a position that does not count in the loss (Hugging Face's convention). */
  public static final int NOT_COUNTED = -100;

  private static final TokenIds EMPTY = new TokenIds(new int[0]);

  private final int[] ids;

  private TokenIds(int[] ids) {
    this.ids = ids;
  }

  /** Copies the given ids. */
  public static TokenIds of(int... ids) {
    return ids.length == 0 ? EMPTY : new TokenIds(ids.clone());
  }

  /** Copies the first {@code length} of the given ids. */
  static TokenIds copyOf(int[] ids, int length) {
    return length == 0 ? EMPTY : new TokenIds(Arrays.copyOf(ids, length));
  }

  /** Copies the given ids. */
  public static TokenIds copyOf(List<Integer> ids) {
    return new TokenIds(ids.stream().mapToInt(Integer::intValue).toArray());
  }

  public static TokenIds empty() {
    return EMPTY;
  }

  /** The parts end to end. */
  public static TokenIds concat(TokenIds... parts) {
    int[] joined = new int[Arrays.stream(parts).mapToInt(TokenIds::length).sum()];
    int position = 0;
    for (TokenIds part : parts) {
      System.arraycopy(part.ids, 0, joined, position, part.ids.length);
      position += part.ids.length;
    }
    return new TokenIds(joined);
  }

  public int length() {
    return ids.length;
  }

  public boolean isEmpty() {
    return ids.length == 0;
  }

  public int at(int index) {
    return ids[index];
  }

  /** The ids from {@code from} (inclusive) to {@code to} (exclusive). */
  public TokenIds slice(int from, int to) {
    return new TokenIds(Arrays.copyOfRange(ids, from, to));
  }

  /** The first {@code length} ids, or all of them where there are fewer. */
  public TokenIds first(int length) {
    return length >= ids.length ? this : slice(0, length);
  }

  /** Writes them from a position on. */
  void copyTo(int[] target, int position) {
    System.arraycopy(ids, 0, target, position, ids.length);
  }

  /** A copy. */
  public int[] toArray() {
    return ids.clone();
  }

  public List<Integer> toList() {
    return Arrays.stream(ids).boxed().toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenIds that && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return ids.length <= 16
        ? Arrays.toString(ids)
        : Arrays.toString(Arrays.copyOf(ids, 16)).replace("]", ", ... " + ids.length + " in all]");
  }
}
