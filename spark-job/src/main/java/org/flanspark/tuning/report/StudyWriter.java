package org.flanspark.tuning.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.report.StudyReport.Run;

/** Writes {@code study.json} and {@code study.html} into a study's folder. */
public final class StudyWriter {
  /** For programs. */
  public static final String JSON_FILE = "study.json";

  /** For people. */
  public static final String HTML_FILE = "study.html";

  private StudyWriter() {}

  /**
   * Writes both over what is there.
   *
   * @return the page's file
   */
  public static Path write(StudyReport report, Path folder, Configuration hadoop) {
    FolderFiles files = FolderFiles.of(folder, hadoop);
    files.writeText(JSON_FILE, ReportJson.print(report));
    files.writeText(HTML_FILE, StudyHtml.of(report, links(report, files)));
    return files.path(HTML_FILE);
  }

  /** To the pages of runs within the folder, so that it can be moved as a whole. */
  private static Map<String, String> links(StudyReport report, FolderFiles study) {
    Map<String, String> links = new TreeMap<>();
    String inside = study.path() + "/";
    for (Run run : report.runs()) {
      String folder = new Path(run.folder()).toString();
      if (folder.startsWith(inside)) {
        String page = folder.substring(inside.length()) + "/" + ReportWriter.HTML_FILE;
        if (study.has(page)) {
          links.put(run.name(), address(page));
        }
      }
    }
    return links;
  }

  private static String address(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot link to " + path, e);
    }
  }
}
