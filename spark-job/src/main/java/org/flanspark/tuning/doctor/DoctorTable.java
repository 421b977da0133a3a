package org.flanspark.tuning.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All findings as a table for people: a line a check and place, those of executors that are equal
 * on one line, and the remedy at the end of each line that needs one.
 */
public final class DoctorTable {
  private final List<Line> lines;

  private DoctorTable(List<Line> lines) {
    this.lines = lines;
  }

  private record Line(Finding finding, String place) {}

  /** The table of these processes, checks in the order in which they were made. */
  public static DoctorTable of(List<Report> reports) {
    Map<String, Map<Finding, List<Place>>> places = new LinkedHashMap<>();
    reports.stream()
        .sorted(Comparator.comparing(report -> !report.place().isDriver()))
        .forEach(report -> add(report, places));
    List<Line> lines = new ArrayList<>();
    places.values().forEach(findings -> findings.forEach((f, at) -> lines.addAll(lines(f, at))));
    return new DoctorTable(lines);
  }

  private static void add(Report report, Map<String, Map<Finding, List<Place>>> places) {
    for (Finding finding : report.findings()) {
      places
          .computeIfAbsent(finding.check(), check -> new LinkedHashMap<>())
          .computeIfAbsent(finding, same -> new ArrayList<>())
          .add(report.place());
    }
  }

  /** The driver has a line of its own, whatever the executors say. */
  private static List<Line> lines(Finding finding, List<Place> places) {
    List<Line> lines = new ArrayList<>();
    places.stream().filter(Place::isDriver).forEach(at -> lines.add(new Line(finding, alone(at))));
    List<Place> executors = places.stream().filter(place -> !place.isDriver()).toList();
    if (executors.size() == 1) {
      lines.add(new Line(finding, alone(executors.get(0))));
    } else if (!executors.isEmpty()) {
      lines.add(new Line(finding, PlaceNames.of(executors.stream().map(Place::name).toList())));
    }
    return lines;
  }

  private static String alone(Place place) {
    String name = place.isDriver() ? place.name() : PlaceNames.of(List.of(place.name()));
    return place.host().isEmpty() ? name : "%s (%s)".formatted(name, place.host());
  }

  /** The table, each line with its end. */
  public String text() {
    int check = lines.stream().mapToInt(line -> line.finding.check().length()).max().orElse(0);
    int place = lines.stream().mapToInt(line -> line.place.length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      Finding finding = line.finding;
      text.append(
          "%-4s  %s  %s  %s%s%n"
              .formatted(
                  finding.verdict().word(),
                  padded(finding.check(), check),
                  padded(line.place, place),
                  finding.found(),
                  finding.remedy().isEmpty() ? "" : " -> " + finding.remedy()));
    }
    return text.toString();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
