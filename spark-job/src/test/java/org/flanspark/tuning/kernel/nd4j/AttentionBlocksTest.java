package org.flanspark.tuning.kernel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.flanspark.tuning.kernel.Segments;
import org.junit.jupiter.api.Test;

class AttentionBlocksTest {
  @Test
  void shortSegmentsShareABlock() {
    AttentionBlocks blocks = AttentionBlocks.of(Segments.ofLengths(3, 60, 2));
    assertThat(blocks.groups()).hasSize(1);
    assertThat(blocks.groups().get(0).length()).isEqualTo(64);
    assertThat(blocks.groups().get(0).count()).isEqualTo(2);
    assertThat(blocks.slotOfToken()).startsWith(0, 1, 2, 3, 4).endsWith(62, 64, 65);
  }

  @Test
  void longSegmentsGetBlocksOfTheNextPowerOfTwo() {
    AttentionBlocks blocks = AttentionBlocks.of(Segments.ofLengths(65, 3, 128, 129));
    assertThat(blocks.groups().stream().map(group -> group.length() + " x " + group.count()))
        .containsExactly("64 x 1", "128 x 2", "256 x 1");
    assertThat(blocks.slots()).isEqualTo(64 + 2 * 128 + 256);
    assertThat(blocks.scores()).isEqualTo(64 * 64 + 2 * 128 * 128 + 256 * 256);
  }

  @Test
  void theMaskShowsATokenItsOwnSegmentSoFarAndPaddingItself() {
    float[] mask = AttentionBlocks.of(Segments.ofLengths(2, 3)).groups().get(0).mask();
    assertThat(visible(mask, 0)).containsExactly(0);
    assertThat(visible(mask, 1)).containsExactly(0, 1);
    assertThat(visible(mask, 2)).containsExactly(2);
    assertThat(visible(mask, 4)).containsExactly(2, 3, 4);
    assertThat(visible(mask, 5)).containsExactly(5);
    assertThat(visible(mask, 63)).containsExactly(63);
  }

  @Property(tries = 200, seed = "1")
  void everyTokenHasOneSlotOfItsOwn(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 300) Integer> drawn) {
    int[] lengths = drawn.stream().mapToInt(Integer::intValue).toArray();
    AttentionBlocks blocks = AttentionBlocks.of(Segments.ofLengths(lengths));
    int[] slots = blocks.slotOfToken();
    int[] tokens = blocks.tokenOfSlot();
    assertThat(slots).hasSize(Arrays.stream(lengths).sum()).doesNotHaveDuplicates();
    for (int token = 0; token < slots.length; token++) {
      assertThat(tokens[slots[token]]).isEqualTo(token);
    }
  }

  /** The columns that the first block's row sees. */
  private static int[] visible(float[] mask, int row) {
    return IntStream.range(0, 64).filter(column -> mask[row * 64 + column] == 0).toArray();
  }
}
