package org.flanspark.data.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flanspark.config.ConfigException;

/**
 * Learns a byte-level BPE vocabulary from counted words: starts from bytes and merges the most
 * frequent pair of neighbours, again and again (Sennrich et al., 2016, "Neural Machine Translation
 * of Rare Words with Subword Units", section 3.2; on bytes as in GPT-2).
 *
 * <p>Among equally frequent pairs the one whose left id is smaller is merged first, then the one
 * whose right id is, so the result depends on the counts alone and not on their order. Training
 * stops early where no pair occurs twice: the vocabulary is then smaller than was asked for.
 *
 * <pre>
 * "low" 5, "lower" 2, "lowest" 1, 260 ids:  lo (8 times), low (8), lowe (3)
 * </pre>
 */
public final class BytePairTrainer {
  /** The end of a text and the bytes: the vocabulary that has no merge. */
  public static final int MIN_VOCABULARY_SIZE = 1 + ByteAlphabet.SIZE;

  private static final long MIN_PAIR_COUNT = 2;

  private final int vocabularySize;

  /**
   * @param vocabularySize the number of ids wanted, the special one and the bytes among them
   */
  public BytePairTrainer(int vocabularySize) {
    if (vocabularySize < MIN_VOCABULARY_SIZE) {
      throw new ConfigException(
          "Invalid tokenizer.vocabulary-size: %s, expected at least %s"
              .formatted(vocabularySize, MIN_VOCABULARY_SIZE));
    }
    this.vocabularySize = vocabularySize;
  }

  /**
   * The vocabulary of a corpus.
   *
   * @param wordCounts how often each word of {@link WordSplitter} occurs
   */
  public Vocabulary train(Map<String, Long> wordCounts) {
    List<String> tokens = new ArrayList<>(List.of(Vocabulary.END_OF_TEXT));
    int[] idOfByte = new int[ByteAlphabet.SIZE];
    for (byte value : ByteAlphabet.inOrderOfCharacters()) {
      idOfByte[value & 0xFF] = tokens.size();
      tokens.add(String.valueOf(ByteAlphabet.character(value)));
    }
    MergeQueue queue = new MergeQueue(wordCounts, idOfByte);
    List<Merge> merges = new ArrayList<>();
    while (tokens.size() < vocabularySize && queue.hasPair(MIN_PAIR_COUNT)) {
      long pair = queue.mergeMostFrequent(tokens.size());
      Merge merge =
          new Merge(tokens.get(MergeQueue.left(pair)), tokens.get(MergeQueue.right(pair)));
      merges.add(merge);
      tokens.add(merge.merged());
    }
    return new Vocabulary(tokens, merges);
  }
}
