package org.flanspark.data.quality;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.flanspark.data.quality.Evidence.Kind;

/**
 * What of an evaluation input is looked for in a training example, and how it is found.
 *
 * <ul>
 *   <li>The whole input: the same fields, in any order and of any length; or all its fields, one
 *       after the other, within one field of the training example, where that is at least {@value
 *       #WHOLE_WORDS} words.
 *   <li>An n-gram: so many words in a row, within a field on both sides.
 * </ul>
 *
 * <p>GPT-3's check (arXiv 2005.14165, appendix C) likewise takes 13 words, and where inputs are
 * shorter no fewer than 8: fewer are common phrases. Equal inputs leak whatever their length.
 *
 * <p>To find whole inputs of all lengths in one pass, their first {@value #WHOLE_WORDS} words are
 * indexed, and only where a field holds these are longer runs tried.
 *
 * @param words in an n-gram
 */
record InputSearch(int words) implements Serializable {
  /** What a whole input takes at least, to be looked for within longer texts. */
  static final int WHOLE_WORDS = 8;

  /** Between the fields of an equal input, in the evidence. */
  private static final String FIELDS = " | ";

  /** Sets hashes of whole inputs apart from those of n-grams as long. */
  private static final long WHOLE = 0x57484F4C45L;

  private static final class Field {
    private final Words words;
    private final long[] hashes;

    Field(String text) {
      this.words = Words.of(text);
      this.hashes = words.hashes();
    }

    boolean isEmpty() {
      return words.content().isBlank();
    }

    long contentHash() {
      return words.count() == 0 ? Hashes.of(words.content()) : Hashes.run(hashes, 0, hashes.length);
    }
  }

  /**
   * All hashes by which training examples find an evaluation input.
   *
   * @param hashes takes those of texts
   * @param starts takes those of what whole inputs begin with
   */
  void index(List<String> inputs, LongConsumer hashes, LongConsumer starts) {
    List<Field> fields = fields(inputs);
    for (Field field : fields) {
      for (long hash : Hashes.runs(field.hashes, words)) {
        hashes.accept(hash);
      }
    }
    if (!fields.isEmpty()) {
      hashes.accept(equalHash(fields));
    }
    Field whole = whole(inputs);
    if (whole.hashes.length >= WHOLE_WORDS) {
      starts.accept(Hashes.run(whole.hashes, 0, WHOLE_WORDS));
      hashes.accept(wholeHash(whole));
    }
  }

  /** An evaluation input's texts of which the hash is among the wanted, each once. */
  Set<SharedText> ofEvaluation(List<String> inputs, HashIndex wanted) {
    Set<SharedText> found = new LinkedHashSet<>();
    List<Field> fields = fields(inputs);
    addEqual(fields, wanted, found);
    Field whole = whole(inputs);
    if (whole.hashes.length >= WHOLE_WORDS && wanted.contains(wholeHash(whole))) {
      found.add(new SharedText(Kind.WHOLE, wholeHash(whole), whole.words.text()));
    }
    fields.forEach(field -> addNgrams(field, wanted, found));
    return found;
  }

  /**
   * A training example's texts of which the hash is indexed, each once, in the order of the text.
   */
  Set<SharedText> ofTraining(List<String> inputs, InputIndex index) {
    Set<SharedText> found = new LinkedHashSet<>();
    List<Field> fields = fields(inputs);
    addEqual(fields, index.texts(), found);
    for (Field field : fields) {
      addWholes(field, index, found);
      addNgrams(field, index.texts(), found);
    }
    return found;
  }

  private static List<Field> fields(List<String> inputs) {
    List<Field> fields = new ArrayList<>();
    for (String input : inputs) {
      Field field = new Field(input);
      if (!field.isEmpty()) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static Field whole(List<String> inputs) {
    return new Field(String.join(" ", inputs));
  }

  private static long wholeHash(Field whole) {
    return wholeHash(Hashes.run(whole.hashes, 0, whole.hashes.length));
  }

  private static long wholeHash(long run) {
    return Hashes.mixed(run ^ WHOLE);
  }

  /** A sum, as the order of fields differs between tasks. */
  private static long equalHash(List<Field> fields) {
    long sum = fields.size();
    for (Field field : fields) {
      sum += Hashes.mixed(field.contentHash());
    }
    return Hashes.mixed(sum);
  }

  private static void addEqual(List<Field> fields, HashIndex index, Set<SharedText> found) {
    if (!fields.isEmpty() && index.contains(equalHash(fields))) {
      String text =
          fields.stream()
              .map(field -> field.words.content())
              .sorted()
              .collect(Collectors.joining(FIELDS));
      found.add(new SharedText(Kind.WHOLE, equalHash(fields), text));
    }
  }

  private static void addWholes(Field field, InputIndex index, Set<SharedText> found) {
    long[] starts = Hashes.runs(field.hashes, WHOLE_WORDS);
    for (int start = 0; start < starts.length; start++) {
      if (index.starts().contains(starts[start])) {
        addWholesFrom(start, field, index.texts(), found);
      }
    }
  }

  private static void addWholesFrom(
      int start, Field field, HashIndex index, Set<SharedText> found) {
    long sum = 0;
    for (int end = start; end < field.hashes.length; end++) {
      sum = Hashes.extended(sum, field.hashes[end]);
      long hash = wholeHash(Hashes.mixed(sum));
      if (end + 1 - start >= WHOLE_WORDS && index.contains(hash)) {
        found.add(new SharedText(Kind.WHOLE, hash, field.words.text(start, end + 1)));
      }
    }
  }

  private void addNgrams(Field field, HashIndex index, Set<SharedText> found) {
    long[] hashes = Hashes.runs(field.hashes, words);
    for (int start = 0; start < hashes.length; start++) {
      if (index.contains(hashes[start])) {
        found.add(
            new SharedText(Kind.NGRAM, hashes[start], field.words.text(start, start + words)));
      }
    }
  }
}
