package org.flanspark.tuning.report;

import java.util.Map;

/** A study's page without any other file. All texts are escaped. */
final class StudyHtml {
  private static final String TEMPLATE = "study.mustache";

  private StudyHtml() {}

  /**
   * The page.
   *
   * @param links to the runs' own pages, by name
   */
  static String of(StudyReport report, Map<String, String> links) {
    return PageTemplate.fill(
        TEMPLATE,
        new StudyPage(
            report.name(),
            report.title(),
            report.question(),
            PageTemplate.style(),
            StudySummary.of(report),
            StudyFigures.of(report),
            StudyTables.intervalName(report),
            report.points().stream().anyMatch(point -> point.paper() != null),
            StudyTables.points(report),
            StudyTables.runs(report, links)));
  }
}
