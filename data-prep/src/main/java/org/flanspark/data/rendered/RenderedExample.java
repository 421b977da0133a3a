package org.flanspark.data.rendered;

import java.util.List;
import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.flanspark.data.quality.Fingerprint;
import org.flanspark.data.shard.ColumnWriter;
import org.flanspark.data.shard.Columns;
import org.flanspark.data.shard.RowTable;
import org.flanspark.data.token.TokenIds;

/**
 * One record in the words of one template, as ids. Its texts are not kept twice: the input is the
 * record's in the template's words, after the exemplars if there are any.
 *
 * @param split {@code train} or {@code validation}
 * @param exampleId {@code <task>/<split>/<hash>}
 * @param fingerprint of what the record says: duplicates are found by it, without reading texts
 * @param order its place among the task's records of the split: smaller ones are drawn first
 * @param template the template's index in its task file
 * @param pass how often the record was drawn before
 * @param shots exemplars in the prompt
 * @param fields the selected texts, in the task's order
 * @param options as the prompt lists them
 * @param references texts that count as right
 * @param exemplars the texts before the input; empty without exemplars
 * @param prompt begin, input, separator
 * @param target with end-of-sequence
 * @param inputTokens length of the input before it was cut
 * @param targetTokens length of the target before it was cut
 * @param truncated whether either was cut
 */
public record RenderedExample(
    String split,
    String exampleId,
    Fingerprint fingerprint,
    long order,
    int template,
    int pass,
    int shots,
    List<String> fields,
    List<String> options,
    List<String> references,
    String exemplars,
    TokenIds prompt,
    TokenIds target,
    int inputTokens,
    int targetTokens,
    boolean truncated) {

  public static final String SPLIT = "split";
  public static final String EXAMPLE_ID = "example_id";
  public static final String FINGERPRINT_HIGH = "fingerprint_high";
  public static final String FINGERPRINT_LOW = "fingerprint_low";
  public static final String ORDER = "order";
  public static final String PASS = "pass";
  public static final String FIELDS = "fields";

  /** Positions in a packed row; it follows from the others. */
  public static final String TOKENS = "tokens";

  /** The table of rendered examples. */
  public static final RowTable<RenderedExample> TABLE = new Table();

  public RenderedExample {
    fields = List.copyOf(fields);
    options = List.copyOf(options);
    references = List.copyOf(references);
  }

  /** Positions in a packed row. */
  public int tokens() {
    return prompt.length() + target.length();
  }

  private static final class Table implements RowTable<RenderedExample> {
    private static final MessageType SCHEMA =
        Columns.table("rendered_example")
            .text(SPLIT)
            .text(EXAMPLE_ID)
            .bigInteger(FINGERPRINT_HIGH)
            .bigInteger(FINGERPRINT_LOW)
            .bigInteger(ORDER)
            .integer("template")
            .integer(PASS)
            .integer("shots")
            .texts(FIELDS)
            .texts("options")
            .texts("references")
            .text("exemplars")
            .bytes("prompt")
            .bytes("target")
            .integer("input_tokens")
            .integer("target_tokens")
            .bool("truncated")
            .integer(TOKENS)
            .build();

    @Override
    public MessageType schema() {
      return SCHEMA;
    }

    @Override
    public Set<String> distinct() {
      return Set.of(
          EXAMPLE_ID, FINGERPRINT_HIGH, FINGERPRINT_LOW, ORDER, FIELDS, "prompt", "target");
    }

    @Override
    public void write(RenderedExample row, ColumnWriter columns) {
      columns.text(row.split);
      columns.text(row.exampleId);
      columns.number(row.fingerprint.high());
      columns.number(row.fingerprint.low());
      columns.number(row.order);
      columns.number(row.template);
      columns.number(row.pass);
      columns.number(row.shots);
      columns.texts(row.fields);
      columns.texts(row.options);
      columns.texts(row.references);
      columns.text(row.exemplars);
      columns.bytes(PackedIds.encode(row.prompt));
      columns.bytes(PackedIds.encode(row.target));
      columns.number(row.inputTokens);
      columns.number(row.targetTokens);
      columns.bool(row.truncated);
      columns.number(row.tokens());
    }

    @Override
    public RenderedExample read(Group group) {
      return new RenderedExample(
          group.getString(SPLIT, 0),
          group.getString(EXAMPLE_ID, 0),
          new Fingerprint(group.getLong(FINGERPRINT_HIGH, 0), group.getLong(FINGERPRINT_LOW, 0)),
          group.getLong(ORDER, 0),
          group.getInteger("template", 0),
          group.getInteger(PASS, 0),
          group.getInteger("shots", 0),
          Columns.texts(group, FIELDS),
          Columns.texts(group, "options"),
          Columns.texts(group, "references"),
          group.getString("exemplars", 0),
          PackedIds.decode(group.getBinary("prompt", 0).getBytes()),
          PackedIds.decode(group.getBinary("target", 0).getBytes()),
          group.getInteger("input_tokens", 0),
          group.getInteger("target_tokens", 0),
          group.getBoolean("truncated", 0));
    }
  }
}
