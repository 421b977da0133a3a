package org.flanspark.data.template;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.config.OptionOrder;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.source.TaskRecord;

/**
 * The order in which a record's options are listed.
 *
 * @param order as given, or by hash
 * @param seed {@code mixture.seed}
 */
public record OrderedOptions(OptionOrder order, long seed) implements Serializable {

  /** The record with its options in the order of one rendering. */
  public TaskRecord of(TaskRecord record, String exampleId, int pass) {
    if (order == OptionOrder.AS_GIVEN || record.options().size() < 2) {
      return record;
    }
    record Placed(String option, long place) {}
    List<Placed> placed = new ArrayList<>();
    IntStream.range(0, record.options().size())
        .forEach(
            i ->
                placed.add(
                    new Placed(
                        record.options().get(i),
                        StableHash.of(seed, "option", exampleId, pass, i))));
    placed.sort(Comparator.comparingLong(Placed::place));
    return new TaskRecord(
        record.fields(), placed.stream().map(Placed::option).toList(), record.references());
  }
}
