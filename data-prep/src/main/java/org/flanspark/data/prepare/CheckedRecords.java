package org.flanspark.data.prepare;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.flanspark.data.quarantine.Verdict;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.source.SourceColumns;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;

/**
 * The station that turns what was read into {@link Records}: judged, put into a split, identified,
 * and numbered where records are identical. The numbering spreads them evenly over the executors.
 *
 * @param tasks the chosen tasks, by id
 * @param check what fits
 * @param seed of the order by hash
 */
record CheckedRecords(List<Task> tasks, RecordCheck check, long seed) implements Serializable {
  private static final int HASH_DIGITS = 16;

  /** The checked records of a table of {@link SourceColumns}. */
  Dataset<Row> of(Dataset<Row> source) {
    return source
        .map((MapFunction<Row, Row>) this::judge, Records.encoder(Records.CHECKED))
        .withColumn(
            Records.NUMBER,
            functions
                .row_number()
                .over(
                    Window.partitionBy(Records.TASK, Records.SPLIT, Records.HASH)
                        .orderBy(Records.SOURCE_SPLIT, Records.RAW)))
        .map((MapFunction<Row, Row>) this::identify, Records.encoder(Records.IDENTIFIED));
  }

  private Row judge(Row row) {
    int id = row.getInt(row.fieldIndex(SourceColumns.TASK));
    Task task = tasks.get(id);
    String sourceSplit = row.getString(row.fieldIndex(SourceColumns.SPLIT));
    RecordCheck.Candidate candidate = candidate(row);
    Verdict<TaskRecord> verdict = check.check(task, candidate);
    if (verdict instanceof Verdict.Accepted<TaskRecord> accepted) {
      TaskRecord record = accepted.value();
      String split = Splits.of(task, sourceSplit, record).orElse("");
      String hash = hash(CanonicalJson.of(task, record));
      return Records.accepted(id, task, sourceSplit, split, hash, record);
    }
    String reason = ((Verdict.Rejected<TaskRecord>) verdict).reason().code();
    return Records.rejected(id, sourceSplit, reason, hash(candidate.raw()), candidate.raw());
  }

  private static RecordCheck.Candidate candidate(Row row) {
    return new RecordCheck.Candidate(
        row.getString(row.fieldIndex(SourceColumns.RAW)),
        row.getBoolean(row.fieldIndex(SourceColumns.BROKEN)),
        row.getBoolean(row.fieldIndex(SourceColumns.LABEL_MISSING)),
        row.getList(row.fieldIndex(SourceColumns.FIELDS)),
        row.getList(row.fieldIndex(SourceColumns.OPTIONS)),
        row.getList(row.fieldIndex(SourceColumns.REFERENCES)));
  }

  private Row identify(Row row) {
    Task task = tasks.get(row.getInt(row.fieldIndex(Records.TASK)));
    String split = row.getString(row.fieldIndex(Records.SPLIT));
    int number = row.getInt(row.fieldIndex(Records.NUMBER));
    String exampleId =
        task.name()
            + "/"
            + split
            + "/"
            + row.getString(row.fieldIndex(Records.HASH))
            + (number > 1 ? "-" + number : "");
    boolean rejected = !row.isNullAt(row.fieldIndex(Records.REASON));
    return Records.extended(row, exampleId, rejected ? 0L : order(task, split, exampleId, row));
  }

  /** Records of one group stand together, so that a cap hardly ever parts them. */
  private long order(Task task, String split, String exampleId, Row row) {
    if (split.equals(PreparedFolder.TRAIN)) {
      return StableHash.of(seed, "cap", task.name(), exampleId);
    }
    String group = Records.record(row, task).group();
    return StableHash.of(
        seed,
        "evaluation",
        task.name(),
        Optional.of(group).filter(g -> !g.isEmpty()).orElse(exampleId));
  }

  private static String hash(String text) {
    return StableHash.hexadecimal(text.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
  }
}
