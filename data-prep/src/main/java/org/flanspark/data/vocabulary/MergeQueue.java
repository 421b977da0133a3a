package org.flanspark.data.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The words of a corpus as ids, and the pairs of neighbours in them, most frequent first. A merge
 * touches only the words that hold its pair.
 *
 * <p>The count of a pair only falls once the merge that brought forth its younger token is done, so
 * the queue may hold counts that are too high and corrects one when it reaches the head.
 */
final class MergeQueue {
  private record Candidate(long pair, long count) {}

  private static final Comparator<Candidate> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(Candidate::count)
          .reversed()
          .thenComparingLong(Candidate::pair); // the left id is the higher half of a pair

  private static final class Occurrences {
    private long count;
    private int[] words = new int[2];
    private int size;

    void add(int word, long times) {
      count += times;
      if (size > 0 && words[size - 1] == word) {
        return;
      }
      if (size == words.length) {
        words = Arrays.copyOf(words, size * 2);
      }
      words[size++] = word;
    }
  }

  private final int[][] words;
  private final long[] counts;
  private final Map<Long, Occurrences> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(MOST_FREQUENT_FIRST);

  MergeQueue(Map<String, Long> wordCounts, int[] idOfByte) {
    words = new int[wordCounts.size()][];
    counts = new long[words.length];
    int index = 0;
    for (Map.Entry<String, Long> entry : wordCounts.entrySet()) {
      words[index] = ids(entry.getKey(), idOfByte);
      counts[index] = entry.getValue();
      index++;
    }
    for (int word = 0; word < words.length; word++) {
      for (int i = 1; i < words[word].length; i++) {
        occurrences(pair(words[word][i - 1], words[word][i])).add(word, counts[word]);
      }
    }
    pairs.forEach((pair, occurrences) -> queue.add(new Candidate(pair, occurrences.count)));
  }

  private static int[] ids(String word, int[] idOfByte) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ids[i] = idOfByte[bytes[i] & 0xFF];
    }
    return ids;
  }

  static long pair(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }

  static int left(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  static int right(long pair) {
    return (int) pair;
  }

  /** Whether some pair occurs at least that often. */
  boolean hasPair(long minCount) {
    correctHead();
    return !queue.isEmpty() && queue.element().count() >= minCount;
  }

  /** Merges the pair at the head into {@code merged} in every word, and returns it. */
  long mergeMostFrequent(int merged) {
    correctHead();
    long pair = queue.remove().pair();
    Occurrences found = occurrences(pair);
    pairs.remove(pair);
    Set<Long> created = new HashSet<>();
    for (int i = 0; i < found.size; i++) {
      merge(found.words[i], pair, merged, created);
    }
    for (long fresh : created) {
      queue.add(new Candidate(fresh, occurrences(fresh).count));
    }
    return pair;
  }

  private void correctHead() {
    while (!queue.isEmpty()) {
      Candidate head = queue.element();
      Occurrences found = pairs.get(head.pair());
      long count = found == null ? 0 : found.count;
      if (count == head.count()) {
        return;
      }
      queue.remove();
      if (count > 0) {
        queue.add(new Candidate(head.pair(), count));
      }
    }
  }

  /** Rewrites one word from left to right; a word listed twice holds the pair no more. */
  private void merge(int word, long pair, int merged, Set<Long> created) {
    int[] before = words[word];
    int[] after = new int[before.length];
    int length = 0;
    for (int i = 0; i < before.length; i++) {
      if (i + 1 < before.length && pair(before[i], before[i + 1]) == pair) {
        after[length++] = merged;
        i++;
      } else {
        after[length++] = before[i];
      }
    }
    if (length == before.length) {
      return;
    }
    words[word] = Arrays.copyOf(after, length);
    for (long gone : pairsOf(before)) {
      if (gone != pair) {
        occurrences(gone).count -= counts[word];
      }
    }
    for (long come : pairsOf(words[word])) {
      if (left(come) == merged || right(come) == merged) {
        occurrences(come).add(word, counts[word]);
        created.add(come);
      } else {
        occurrences(come).count += counts[word];
      }
    }
  }

  private static List<Long> pairsOf(int[] ids) {
    List<Long> pairs = new ArrayList<>(ids.length);
    for (int i = 1; i < ids.length; i++) {
      pairs.add(pair(ids[i - 1], ids[i]));
    }
    return pairs;
  }

  private Occurrences occurrences(long pair) {
    return pairs.computeIfAbsent(pair, absent -> new Occurrences());
  }
}
