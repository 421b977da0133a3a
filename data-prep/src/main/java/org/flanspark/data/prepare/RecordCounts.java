package org.flanspark.data.prepare;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How many records there are: the whole of what the driver learns about them.
 *
 * @param counts one for each combination that occurs
 */
record RecordCounts(List<Count> counts) {

  /** Records of one task, from one split of the source, in one split, with one verdict. */
  record Count(int task, String sourceSplit, String split, String reason, long records) {
    boolean isAccepted() {
      return reason.isEmpty();
    }
  }

  RecordCounts {
    counts = List.copyOf(counts);
  }

  /** Counts a table of {@link Records}. */
  static RecordCounts of(Dataset<Row> records) {
    return new RecordCounts(
        records
            .groupBy(
                functions.col(Records.TASK),
                functions.col(Records.SOURCE_SPLIT),
                functions.col(Records.SPLIT),
                functions.coalesce(functions.col(Records.REASON), functions.lit("")))
            .count()
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Count(
                        row.getInt(0),
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4)))
            .toList());
  }

  /** All records of a task. */
  long read(int task) {
    return counts.stream().filter(count -> count.task() == task).mapToLong(Count::records).sum();
  }

  /** The records that one split of the source holds. */
  long readFrom(int task, String sourceSplit) {
    return counts.stream()
        .filter(count -> count.task() == task && count.sourceSplit().equals(sourceSplit))
        .mapToLong(Count::records)
        .sum();
  }

  /** The accepted records in one split. */
  long accepted(int task, String split) {
    return counts.stream()
        .filter(count -> count.task() == task && count.isAccepted())
        .filter(count -> count.split().equals(split))
        .mapToLong(Count::records)
        .sum();
  }

  /** The rejected records of a task by reason code. */
  Map<String, Long> rejected(int task) {
    Map<String, Long> byReason = new TreeMap<>();
    counts.stream()
        .filter(count -> count.task() == task && !count.isAccepted())
        .forEach(count -> byReason.merge(count.reason(), count.records(), Long::sum));
    return byReason;
  }

  long rejected() {
    return counts.stream().filter(count -> !count.isAccepted()).mapToLong(Count::records).sum();
  }

  long all() {
    return counts.stream().mapToLong(Count::records).sum();
  }
}
