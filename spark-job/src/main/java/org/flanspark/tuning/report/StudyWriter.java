package org.flanspark.tuning.report;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes {@code study.json} and {@code study.html} into a study's folder. */
public final class StudyWriter {
  private StudyWriter() {}

  /**
   * Writes both over what is there.
   *
   * @return the page's file
   */
  public static Path write(StudyReport report, Path folder, Configuration hadoop) {
    org.flanspark.tuning.huggingface.FolderFiles files =
        org.flanspark.tuning.huggingface.FolderFiles.of(folder, hadoop);
    try {
      files.writeText(
          "study.json",
          new com.fasterxml.jackson.databind.ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(report));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
    return files.path("study.json");
  }
}
