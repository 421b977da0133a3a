package org.flanspark.data.rendered;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What one bucket of a task came to.
 *
 * @param bucket its number
 * @param read the records that were read into it
 * @param uses what was rendered of them; without an entry, nothing
 * @param files the kinds of files that hold something
 */
public record BucketFacts(int bucket, List<ReadCount> read, Map<Use, UseFacts> uses, Files files)
    implements Serializable {
  public BucketFacts {
    read = List.copyOf(read);
    uses = Map.copyOf(uses);
  }

  /** Which of a bucket's files there are: those that would hold no row are not written. */
  public record Files(boolean examples, boolean prompts, boolean rejected, boolean unrendered)
      implements Serializable {}

  /**
   * Records with one fate.
   *
   * @param sourceSplit the source's split
   * @param split where they belong; empty where no split uses them
   * @param reason why they were rejected or left out as duplicates; empty where they were not
   */
  public record ReadCount(String sourceSplit, String split, String reason, long records)
      implements Serializable {
    /** By what was read, where it belongs and why not. */
    public static final Comparator<ReadCount> ORDER =
        Comparator.comparing(ReadCount::sourceSplit)
            .thenComparing(ReadCount::split)
            .thenComparing(ReadCount::reason);

    boolean isAccepted() {
      return reason.isEmpty();
    }
  }

  /**
   * What was rendered for one use: the bucket's records of the split, by their order, up to a
   * place.
   *
   * @param records how many
   * @param exhausted whether there are no more
   * @param last the place of the last one
   */
  public record UseFacts(long records, boolean exhausted, long last) implements Serializable {}
}
