package org.flanspark.data.rendered;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.rendered.BucketFacts.ReadCount;
import org.flanspark.data.rendered.BucketFacts.UseFacts;

/**
 * What a task's rendered examples came to.
 *
 * @param passes how often each record of the training split is rendered
 * @param buckets those that hold records, by number
 */
public record RenderedFacts(int passes, List<BucketFacts> buckets) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  public RenderedFacts {
    buckets = List.copyOf(buckets);
  }

  /** The facts in a folder; nothing where it is not there or not whole. */
  public static Optional<RenderedFacts> read(RenderedFolder folder, Configuration hadoop) {
    Path file = folder.facts();
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return Optional.of(JSON.readValue(in, RenderedFacts.class));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes them, which makes the folder's files count. */
  public void write(RenderedFolder folder, Configuration hadoop) {
    Path file = folder.facts();
    try (OutputStream out = file.getFileSystem(hadoop).create(file, true)) {
      out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** The numbers of the buckets that have a kind of file. */
  public List<Integer> bucketsWith(Predicate<BucketFacts.Files> wanted) {
    return buckets.stream()
        .filter(bucket -> wanted.test(bucket.files()))
        .map(BucketFacts::bucket)
        .toList();
  }

  /** All records. */
  public long read() {
    return records(count -> true);
  }

  /** The records that one split of the source holds. */
  public long readFrom(String sourceSplit) {
    return records(count -> count.sourceSplit().equals(sourceSplit));
  }

  /** The accepted records in one split, duplicates aside. */
  public long accepted(String split) {
    return records(count -> count.isAccepted() && count.split().equals(split));
  }

  /** Records by the reason why reading them left them out. */
  public Map<String, Long> rejected() {
    Map<String, Long> byReason = new TreeMap<>();
    counts()
        .filter(count -> !count.isAccepted())
        .forEach(count -> byReason.merge(count.reason(), count.records(), Long::sum));
    return byReason;
  }

  /** Records rendered for a use. */
  public long rendered(Use use) {
    return of(use).mapToLong(UseFacts::records).sum();
  }

  /** Whether the use was rendered for at all. */
  public boolean covers(Use use) {
    return buckets.isEmpty() || of(use).findAny().isPresent();
  }

  /** Whether all records of the use's split were rendered. */
  public boolean isExhausted(Use use) {
    return of(use).allMatch(UseFacts::exhausted);
  }

  /** The order up to which every record of the use's split was rendered. */
  public long coveredTo(Use use) {
    return of(use)
        .filter(facts -> !facts.exhausted())
        .mapToLong(UseFacts::last)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private long records(Predicate<ReadCount> wanted) {
    return counts().filter(wanted).mapToLong(ReadCount::records).sum();
  }

  private Stream<ReadCount> counts() {
    return buckets.stream().flatMap(bucket -> bucket.read().stream());
  }

  private Stream<UseFacts> of(Use use) {
    return buckets.stream().flatMap(bucket -> Optional.ofNullable(bucket.uses().get(use)).stream());
  }
}
