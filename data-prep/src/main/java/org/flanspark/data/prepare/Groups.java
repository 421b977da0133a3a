package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a sorted sequence where its key changes, with one group in memory at a time.
 *
 * <pre>
 * a1 a2 b1 c1 c2  ->  [a1 a2] [b1] [c1 c2]
 * </pre>
 */
final class Groups<T> implements Iterator<List<T>> {
  private final Iterator<T> sorted;
  private final Function<T, ?> key;
  private @Nullable T next;

  Groups(Iterator<T> sorted, Function<T, ?> key) {
    this.sorted = sorted;
    this.key = key;
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public List<T> next() {
    T first = next;
    if (first == null) {
      throw new NoSuchElementException();
    }
    Object groupKey = key.apply(first);
    List<T> group = new ArrayList<>();
    for (T element = first; element != null && key.apply(element).equals(groupKey); ) {
      group.add(element);
      advance();
      element = next;
    }
    return group;
  }

  private void advance() {
    next = sorted.hasNext() ? sorted.next() : null;
  }
}
