package org.flanspark.data.prepare;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.flanspark.config.CapBy;
import org.flanspark.data.quarantine.Verdict;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.source.SourceColumns;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;

/**
 * The station that turns what was read into {@link Records}: judged, put into a split, identified,
 * and brought together in buckets, in which records stand by split and in the order of drawing.
 *
 * @param tasks the chosen tasks, by id
 * @param places the buckets' partitions
 * @param check what fits
 * @param capBy what the order of training records goes by
 * @param seed of the order by hash
 */
record JudgedRecords(
    List<Task> tasks, BucketPlaces places, RecordCheck check, CapBy capBy, long seed)
    implements Serializable {
  private static final int HASH_DIGITS = 16;
  private static final List<String> PLACES =
      List.of(PreparedFolder.TRAIN, PreparedFolder.VALIDATION, PreparedFolder.TEST);

  /** The judged records of a table of {@link SourceColumns}, one bucket a partition. */
  Dataset<Row> of(Dataset<Row> source) {
    return source
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) this::judge, Records.encoder(Records.SCHEMA))
        .repartition(places.keys().partitions(), functions.col(Records.KEY))
        .sortWithinPartitions(Records.PLACE, Records.ORDER, Records.HASH, Records.RAW);
  }

  /** Records of one block of a file follow each other, so their numbers in it can be counted. */
  private Iterator<Row> judge(Iterator<Row> rows) {
    return new Iterator<>() {
      private long block = -1;
      private long number;

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        long start = row.getLong(row.fieldIndex(SourceColumns.POSITION));
        number = start == block ? number + 1 : 0;
        block = start;
        return judge(row, start + number);
      }
    };
  }

  private Row judge(Row row, long position) {
    int id = row.getInt(row.fieldIndex(SourceColumns.TASK));
    Task task = tasks.get(id);
    String sourceSplit = row.getString(row.fieldIndex(SourceColumns.SPLIT));
    RecordCheck.Candidate candidate = candidate(row);
    Verdict<TaskRecord> verdict = check.check(task, candidate);
    if (verdict instanceof Verdict.Accepted<TaskRecord> accepted) {
      TaskRecord record = accepted.value();
      String split = Splits.of(task, sourceSplit, record).orElse("");
      String hash = hash(CanonicalJson.of(task, record));
      Records.Address address =
          address(id, PLACES.indexOf(split), order(task, split, hash, position, record), hash);
      return Records.accepted(address, sourceSplit, split, task, record);
    }
    String reason = ((Verdict.Rejected<TaskRecord>) verdict).reason().code();
    return Records.rejected(
        address(id, PLACES.size(), 0, hash(candidate.raw())), sourceSplit, reason, candidate.raw());
  }

  private Records.Address address(int task, int place, long order, String hash) {
    int bucket = places.bucketing().get(task).of(hash);
    return new Records.Address(
        places.key(task, bucket), task, bucket, place < 0 ? PLACES.size() : place, order, hash);
  }

  static RecordCheck.Candidate candidate(Row row) {
    return new RecordCheck.Candidate(
        row.getString(row.fieldIndex(SourceColumns.RAW)),
        row.getBoolean(row.fieldIndex(SourceColumns.BROKEN)),
        row.getBoolean(row.fieldIndex(SourceColumns.NO_ELEMENTS)),
        row.getBoolean(row.fieldIndex(SourceColumns.LABEL_MISSING)),
        row.getList(row.fieldIndex(SourceColumns.FIELDS)),
        row.getList(row.fieldIndex(SourceColumns.OPTIONS)),
        row.getList(row.fieldIndex(SourceColumns.REFERENCES)));
  }

  /** Evaluated records of one group stand together, so that a limit does not part them. */
  private long order(Task task, String split, String hash, long position, TaskRecord record) {
    if (split.equals(PreparedFolder.TRAIN)) {
      return capBy == CapBy.FIRST ? position : StableHash.of(seed, "cap", task.name(), hash);
    }
    String group = record.group();
    return StableHash.of(seed, "evaluation", task.name(), group.isEmpty() ? hash : group);
  }

  private static String hash(String text) {
    return StableHash.hexadecimal(text.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
  }
}
