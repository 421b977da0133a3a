package org.flanspark.tuning.batch;

import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.fs.Path;
import org.flanspark.tuning.ledger.Batch;

/**
 * A batch as the one string that DL4J hands to a worker: the percent-encoded folder of the shards
 * with the rows as its query, {@code hdfs://host/packed/split=train?rows=3:128-136,7:0-8}. DL4J
 * takes it for a file's address and parses it as a {@link URI}.
 *
 * @param shards the folder of a split's shards
 * @param batch the rows
 */
public record BatchPath(Path shards, Batch batch) {
  private static final String QUERY = "rows=";

  /**
   * The path that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static BatchPath parse(String text) {
    try {
      URI uri = new URI(text);
      String query = uri.getRawQuery();
      if (query == null || !query.startsWith(QUERY)) {
        throw new IllegalArgumentException(
            "Invalid batch path: %s, expected a folder and ?rows=".formatted(text));
      }
      URI folder = new URI(uri.getScheme(), uri.getAuthority(), uri.getPath(), null, null);
      return new BatchPath(new Path(folder), Batch.parse(query.substring(QUERY.length())));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Invalid batch path: " + text + ", expected a URI", e);
    }
  }

  @Override
  public String toString() {
    return shards.toUri() + "?" + QUERY + batch;
  }
}
