package org.flanspark.data.rendered;

import java.io.Serializable;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * Where one task's rendered examples lie.
 *
 * <pre>
 * &lt;output.rendered>/rte/5f0c9a1be2d40733/     by what they were made of
 *   bucket-00000.examples.parquet             segments of packed rows, texts and ids
 *   bucket-00000.prompts.parquet              evaluation prompts
 *   bucket-00000.rejected.parquet             records that were rejected as they were read
 *   bucket-00000.unrendered.parquet           records that no example could be made of
 *   facts.json                                written last: it makes the rest count
 * </pre>
 *
 * @param path the folder of one task and key
 */
public record RenderedFolder(String path) implements Serializable {

  /** The folder of a task in the place for all of them. */
  public static RenderedFolder of(String root, String task, String key) {
    return new RenderedFolder(new Path(new Path(root, task), key).toString());
  }

  public Path folder() {
    return new Path(path);
  }

  public Path facts() {
    return new Path(path, "facts.json");
  }

  public Path examples(int bucket) {
    return file(bucket, "examples");
  }

  public Path prompts(int bucket) {
    return file(bucket, "prompts");
  }

  public Path rejected(int bucket) {
    return file(bucket, "rejected");
  }

  public Path unrendered(int bucket) {
    return file(bucket, "unrendered");
  }

  private Path file(int bucket, String kind) {
    return new Path(path, String.format(Locale.ROOT, "bucket-%05d.%s.parquet", bucket, kind));
  }
}
