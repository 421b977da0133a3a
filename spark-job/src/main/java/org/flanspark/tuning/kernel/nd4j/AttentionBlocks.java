package org.flanspark.tuning.kernel.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flanspark.tuning.kernel.Segments;

/**
 * Segments sorted into blocks of a few fixed lengths, so that attention is a handful of large
 * batched products. A block holds one segment or several; a mask keeps them apart. Short segments
 * never pay for long ones: a segment goes into blocks of the next power of two.
 *
 * <pre>
 * segments of 3, 5 and 2 tokens, shortest block 8
 * tokens         0 1 2 | 3 4 5 6 7 | 8 9
 * slots          block 0: 0 1 2 3 4 5 6 7    block 1: 8 9 - - - - - -     - = padding
 * </pre>
 */
final class AttentionBlocks {
  /** Below this, products are too small to be worth a block of their own. */
  static final int SHORTEST = 64;

  private final List<Group> groups = new ArrayList<>();
  private final int[] tokenOfSlot;
  private final int[] slotOfToken;

  private AttentionBlocks(int tokens, int slots) {
    this.tokenOfSlot = new int[slots];
    this.slotOfToken = new int[tokens];
    Arrays.fill(tokenOfSlot, -1);
  }

  static AttentionBlocks of(Segments segments) {
    SortedMap<Integer, List<Block>> byLength = fill(segments);
    int slots =
        byLength.entrySet().stream()
            .mapToInt(entry -> entry.getKey() * entry.getValue().size())
            .sum();
    AttentionBlocks blocks = new AttentionBlocks(segments.tokens(), slots);
    byLength.forEach(blocks::addGroup);
    return blocks;
  }

  List<Group> groups() {
    return groups;
  }

  int slots() {
    return tokenOfSlot.length;
  }

  /** The token in each slot; padding repeats token 0, which the mask keeps apart. */
  int[] tokenOfSlot() {
    return Arrays.stream(tokenOfSlot).map(token -> Math.max(token, 0)).toArray();
  }

  int[] slotOfToken() {
    return slotOfToken.clone();
  }

  /** The sum over blocks of the square of their length: scores of one head. */
  long scores() {
    return groups.stream().mapToLong(Group::scores).sum();
  }

  private static SortedMap<Integer, List<Block>> fill(Segments segments) {
    SortedMap<Integer, List<Block>> byLength = new TreeMap<>();
    int token = 0;
    for (int i = 0; i < segments.count(); i++) {
      Span span = new Span(token, segments.length(i));
      List<Block> blocks =
          byLength.computeIfAbsent(blockLength(span.length()), key -> new ArrayList<>());
      roomiestOrNew(blocks, blockLength(span.length()), span.length()).add(span);
      token += span.length();
    }
    return byLength;
  }

  /** First fit; only the latest few blocks are tried, so that many segments stay cheap. */
  private static Block roomiestOrNew(List<Block> blocks, int blockLength, int needed) {
    for (int i = blocks.size() - 1; i >= Math.max(0, blocks.size() - 8); i--) {
      if (blocks.get(i).used + needed <= blockLength) {
        return blocks.get(i);
      }
    }
    blocks.add(new Block());
    return blocks.get(blocks.size() - 1);
  }

  private static int blockLength(int segment) {
    return Math.max(SHORTEST, Integer.highestOneBit(2 * segment - 1));
  }

  private void addGroup(int length, List<Block> blocks) {
    int firstSlot = groups.stream().mapToInt(Group::slots).sum();
    groups.add(new Group(firstSlot, length, List.copyOf(blocks)));
    for (int i = 0; i < blocks.size(); i++) {
      place(blocks.get(i), firstSlot + i * length);
    }
  }

  private void place(Block block, int slot) {
    for (Span span : block.spans) {
      for (int i = 0; i < span.length(); i++) {
        tokenOfSlot[slot] = span.token() + i;
        slotOfToken[span.token() + i] = slot++;
      }
    }
  }

  /** A segment: its first token and its length. */
  private record Span(int token, int length) {}

  /** Segments that share a block. */
  private static final class Block {
    private final List<Span> spans = new ArrayList<>();
    private int used;

    void add(Span span) {
      spans.add(span);
      used += span.length();
    }
  }

  /** All blocks of one length, on neighbouring slots. */
  static final class Group {
    private static final float HIDDEN = -1e9f;

    private final int firstSlot;
    private final int length;
    private final List<Block> blocks;

    private Group(int firstSlot, int length, List<Block> blocks) {
      this.firstSlot = firstSlot;
      this.length = length;
      this.blocks = blocks;
    }

    int firstSlot() {
      return firstSlot;
    }

    int length() {
      return length;
    }

    int count() {
      return blocks.size();
    }

    int slots() {
      return count() * length;
    }

    long scores() {
      return (long) slots() * length;
    }

    /**
     * What to add to the scores, {@code [blocks, length, length]}: 0 where the row's token sees the
     * column's, else so little that its probability is exactly 0. Padding sees itself alone.
     */
    float[] mask() {
      float[] mask = new float[Math.toIntExact(scores())];
      Arrays.fill(mask, HIDDEN);
      for (int block = 0; block < blocks.size(); block++) {
        show(blocks.get(block), block * length * length, mask);
      }
      return mask;
    }

    private void show(Block block, int offset, float[] mask) {
      int start = 0;
      for (Span span : block.spans) {
        for (int row = start; row < start + span.length(); row++) {
          Arrays.fill(mask, offset + row * length + start, offset + row * length + row + 1, 0);
        }
        start += span.length();
      }
      for (int row = start; row < length; row++) {
        mask[offset + row * length + row] = 0;
      }
    }
  }
}
