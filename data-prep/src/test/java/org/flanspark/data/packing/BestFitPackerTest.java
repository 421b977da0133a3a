package org.flanspark.data.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;

class BestFitPackerTest {
  private static final int ROW_LENGTH = 12;

  private final BestFitPacker packer = new BestFitPacker(ROW_LENGTH);

  @Test
  void laysTheWorkedExamplesEndToEnd() {
    PromptFormat format = new PromptFormat(TokenIds.empty(), TokenIds.of(1), 1);
    List<PackedRow> rows =
        packer.pack(
            List.of(
                new TokenizedExample(
                    "a", 0, format.prompt(TokenIds.of(11, 12)), format.ended(TokenIds.of(13))),
                new TokenizedExample(
                    "b", 1, format.prompt(TokenIds.of(21)), format.ended(TokenIds.of(22, 23)))));

    assertThat(rows)
        .containsExactly(
            new PackedRow(
                TokenIds.of(11, 12, 1, 13, 1, 21, 1, 22, 23, 1),
                TokenIds.of(-100, -100, -100, 13, 1, -100, -100, 22, 23, 1),
                List.of(5, 5),
                List.of("a", "b"),
                List.of(0, 1)));
  }

  @Test
  void putsEachIntoTheRowWhereItLeavesTheLeastRoom() {
    List<PackedRow> rows = packer.pack(ofLengths(4, 9, 3, 7, 5));

    assertThat(rows)
        .extracting(PackedRow::seqLengths)
        .containsExactly(List.of(9, 3), List.of(7, 5), List.of(4));
  }

  @Test
  void neverCountsASegmentsFirstPosition() {
    PackedRow row =
        packer
            .pack(List.of(new TokenizedExample("a", 0, TokenIds.empty(), TokenIds.of(5, 6, 1))))
            .get(0);

    assertThat(row.labels()).isEqualTo(TokenIds.of(-100, 6, 1));
  }

  @Test
  void refusesAnExampleLongerThanARow() {
    assertThatThrownBy(() -> packer.pack(ofLengths(13)))
        .hasMessage("Cannot pack example e0: 13 tokens, row length is 12");
  }

  @Property(tries = 200)
  void losesNoTokenAndFillsNoRowOver(
      @ForAll @Size(max = 60) List<@IntRange(min = 2, max = ROW_LENGTH) Integer> lengths) {
    List<TokenizedExample> examples = ofLengths(lengths.stream().mapToInt(l -> l).toArray());

    List<PackedRow> rows = packer.pack(examples);

    assertThat(rows)
        .allSatisfy(row -> assertThat(row.inputIds().length()).isBetween(1, ROW_LENGTH));
    assertThat(segments(rows))
        .containsExactlyInAnyOrderElementsOf(
            examples.stream().map(example -> example.exampleId() + example.inputIds()).toList());
    assertThat(packer.pack(examples)).isEqualTo(rows);
    int tokens = lengths.stream().mapToInt(l -> l).sum();
    assertThat(rows.size()).isLessThanOrEqualTo((tokens + ROW_LENGTH - 1) / ROW_LENGTH * 2);
  }

  private static List<String> segments(List<PackedRow> rows) {
    List<String> segments = new ArrayList<>();
    for (PackedRow row : rows) {
      int start = 0;
      for (int i = 0; i < row.seqLengths().size(); i++) {
        int end = start + row.seqLengths().get(i);
        segments.add(row.exampleIds().get(i) + row.inputIds().slice(start, end));
        start = end;
      }
    }
    return segments;
  }

  private static List<TokenizedExample> ofLengths(int... lengths) {
    return IntStream.range(0, lengths.length)
        .mapToObj(
            i ->
                new TokenizedExample(
                    "e" + i,
                    i % 3,
                    TokenIds.of(100 + i),
                    TokenIds.of(
                        IntStream.range(1, lengths[i]).map(token -> 1000 * i + token).toArray())))
        .toList();
  }
}
