package org.flanspark.data.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** The incremental trainer against one that counts every pair anew before each merge. */
class NaiveMergesTest {
  @Property(tries = 150)
  void agreesWithCountingEveryPairAnew(
      @ForAll @Size(max = 30)
          Map<
                  @CharRange(from = 'a', to = 'd') @StringLength(min = 1, max = 10) String,
                  @IntRange(min = 1, max = 5) Integer>
              counts) {
    Map<String, Long> words = new TreeMap<>();
    counts.forEach((word, count) -> words.put(word, count.longValue()));

    assertThat(new BytePairTrainer(290).train(words).merges())
        .extracting(Merge::merged)
        .isEqualTo(naive(words, 290 - BytePairTrainer.MIN_VOCABULARY_SIZE));
  }

  private static List<String> naive(Map<String, Long> wordCounts, int merges) {
    List<String> tokens = new ArrayList<>(List.of("a", "b", "c", "d"));
    Map<List<String>, Long> words = new java.util.HashMap<>();
    wordCounts.forEach((word, count) -> words.put(List.of(word.split("")), count));
    while (tokens.size() < merges + 4) {
      Map<List<String>, Long> pairs = new java.util.HashMap<>();
      words.forEach(
          (word, count) -> {
            for (int i = 1; i < word.size(); i++) {
              pairs.merge(List.of(word.get(i - 1), word.get(i)), count, Long::sum);
            }
          });
      Comparator<Map.Entry<List<String>, Long>> order =
          Map.Entry.<List<String>, Long>comparingByValue().reversed();
      List<String> best =
          pairs.entrySet().stream()
              .filter(pair -> pair.getValue() >= 2)
              .min(
                  order
                      .thenComparing(pair -> tokens.indexOf(pair.getKey().get(0)))
                      .thenComparing(pair -> tokens.indexOf(pair.getKey().get(1))))
              .map(Map.Entry::getKey)
              .orElse(List.of());
      if (best.isEmpty()) {
        break;
      }
      tokens.add(String.join("", best));
      Map<List<String>, Long> merged = new java.util.HashMap<>();
      words.forEach((word, count) -> merged.merge(merge(word, best), count, Long::sum));
      words.clear();
      words.putAll(merged);
    }
    return tokens.subList(4, tokens.size());
  }

  private static List<String> merge(List<String> word, List<String> pair) {
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      if (i + 1 < word.size() && word.subList(i, i + 2).equals(pair)) {
        merged.add(String.join("", pair));
        i++;
      } else {
        merged.add(word.get(i));
      }
    }
    return merged;
  }
}
