package org.flanspark.data.task;

import java.io.Serializable;

/**
 * Where a task's records lie: {@code <data.root>/<path>/<split>.<format>}.
 *
 * @param path folder, relative to {@code data.root}
 * @param format {@code jsonl}, {@code csv}, {@code tsv} or {@code parquet}; also the file's ending
 * @param schema the columns as Spark's DDL, as in {@code "premise STRING, label INT"}
 */
public record TaskSource(String path, String format, String schema) implements Serializable {

  /** The file of one split, relative to {@code data.root}. */
  public String file(String split) {
    return path + "/" + split + "." + format;
  }
}
