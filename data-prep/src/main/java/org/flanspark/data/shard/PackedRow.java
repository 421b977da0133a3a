package org.flanspark.data.shard;

import java.util.List;
import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.flanspark.data.token.TokenIds;

/**
 * Several examples laid end to end in one row, stored without padding; an example is one segment,
 * attention never crosses a segment, positions restart in each.
 *
 * <pre>
 * "11 12" -> "13"    "21" -> "22 23"    separator and end-of-sequence 1, no begin
 * input_ids         11   12    1   13    1   21    1   22   23    1
 * labels          -100 -100 -100   13    1 -100 -100   22   23    1
 * seq_lengths     [5, 5]
 * </pre>
 *
 * @param inputIds the tokens of all segments
 * @param labels as long as {@code inputIds}, unshifted, {@link TokenIds#NOT_COUNTED} where the
 *     position does not count in the loss; a segment's first label never counts
 * @param seqLengths the tokens of each segment; they sum to the row's length
 * @param exampleIds one a segment
 * @param taskIds one a segment: indices into the manifest's tasks
 */
public record PackedRow(
    TokenIds inputIds,
    TokenIds labels,
    List<Integer> seqLengths,
    List<String> exampleIds,
    List<Integer> taskIds) {

  /** The table of packed rows: Hugging Face's column names. */
  public static final RowTable<PackedRow> TABLE = new Table();

  /** One column of the same table, to be read without decoding the tokens: one id a segment. */
  public static final RowTable<List<String>> EXAMPLE_IDS = new ExampleIds();

  private static final String NAME = "packed_row";
  private static final String EXAMPLES = "example_ids";

  public PackedRow {
    seqLengths = List.copyOf(seqLengths);
    exampleIds = List.copyOf(exampleIds);
    taskIds = List.copyOf(taskIds);
    int length = seqLengths.stream().mapToInt(Integer::intValue).sum();
    if (inputIds.length() != length || labels.length() != length) {
      throw new IllegalArgumentException(
          "Invalid packed row: %s input ids and %s labels, expected %s, the sum of its segments"
              .formatted(inputIds.length(), labels.length(), length));
    }
    if (exampleIds.size() != seqLengths.size() || taskIds.size() != seqLengths.size()) {
      throw new IllegalArgumentException(
          "Invalid packed row: %s example ids and %s task ids, expected %s, one a segment"
              .formatted(exampleIds.size(), taskIds.size(), seqLengths.size()));
    }
  }

  /** The number of positions that count in the loss. */
  public int countedTokens() {
    int counted = 0;
    for (int i = 0; i < labels.length(); i++) {
      counted += labels.at(i) == TokenIds.NOT_COUNTED ? 0 : 1;
    }
    return counted;
  }

  private static final class Table implements RowTable<PackedRow> {
    private static final MessageType SCHEMA =
        Columns.table(NAME)
            .integers("input_ids")
            .integers("labels")
            .integers("seq_lengths")
            .texts(EXAMPLES)
            .integers("task_ids")
            .build();

    @Override
    public MessageType schema() {
      return SCHEMA;
    }

    @Override
    public Set<String> distinct() {
      return Set.of(EXAMPLES);
    }

    @Override
    public void write(PackedRow row, ColumnWriter columns) {
      columns.ids(row.inputIds);
      columns.ids(row.labels);
      columns.numbers(row.seqLengths);
      columns.texts(row.exampleIds);
      columns.numbers(row.taskIds);
    }

    @Override
    public PackedRow read(Group group) {
      return new PackedRow(
          Columns.tokenIds(group, "input_ids"),
          Columns.tokenIds(group, "labels"),
          Columns.integers(group, "seq_lengths"),
          Columns.texts(group, EXAMPLES),
          Columns.integers(group, "task_ids"));
    }
  }

  private static final class ExampleIds implements RowTable<List<String>> {
    private static final MessageType SCHEMA = Columns.table(NAME).texts(EXAMPLES).build();

    @Override
    public MessageType schema() {
      return SCHEMA;
    }

    @Override
    public void write(List<String> ids, ColumnWriter columns) {
      columns.texts(ids);
    }

    @Override
    public List<String> read(Group group) {
      return Columns.texts(group, EXAMPLES);
    }
  }
}
