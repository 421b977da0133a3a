package org.flanspark.schedules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user's crontab, by the grammar of crontab(5): settings and lines of five fields and a command.
 */
record Crontab(Map<String, String> settings, List<Line> lines) {
  private static final Pattern SETTING = Pattern.compile("([A-Z_]+)=(.*)");
  private static final Pattern LINE =
      Pattern.compile("(\\S+\\s+\\S+\\s+\\S+\\s+\\S+\\s+\\S+)\\s+(.+)");

  /** Names, least and greatest values. */
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59),
          new Field("hour", 0, 23),
          new Field("day of month", 1, 31),
          new Field("month", 1, 12),
          new Field("day of week", 0, 7));

  record Line(String schedule, String command) {}

  private record Field(String name, int least, int greatest) {
    void check(String text) {
      for (String part : text.split(",", -1)) {
        Matcher values = Pattern.compile("(\\*|(\\d+)(-(\\d+))?)(/([1-9]\\d*))?").matcher(part);
        if (!values.matches()) {
          throw new IllegalArgumentException("Invalid %s: %s".formatted(name, text));
        }
        int from = values.group(2) == null ? least : Integer.parseInt(values.group(2));
        int to = values.group(4) == null ? from : Integer.parseInt(values.group(4));
        if (from < least || to > greatest || from > to) {
          throw new IllegalArgumentException(
              "Invalid %s: %s, expected %s to %s".formatted(name, text, least, greatest));
        }
      }
    }
  }

  static Crontab parse(String text) {
    Map<String, String> settings = new TreeMap<>();
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher setting = SETTING.matcher(line);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (setting.matches()) {
        settings.put(setting.group(1), setting.group(2));
      } else {
        lines.add(line(line));
      }
    }
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException(
          "Invalid crontab: cron passes over a last line without end");
    }
    return new Crontab(settings, lines);
  }

  private static Line line(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Invalid line: " + line);
    }
    checkSchedule(parts.group(1));
    if (parts.group(2).matches(".*(?<!\\\\)%.*")) {
      throw new IllegalArgumentException("Invalid command: % ends it: " + parts.group(2));
    }
    return new Line(parts.group(1), parts.group(2));
  }

  /** Five fields of numbers, as all schedulers here have them. */
  static void checkSchedule(String schedule) {
    List<String> texts = Arrays.asList(schedule.split("\\s+"));
    if (texts.size() != FIELDS.size()) {
      throw new IllegalArgumentException(
          "Invalid schedule: %s, expected five fields".formatted(schedule));
    }
    for (int field = 0; field < FIELDS.size(); field++) {
      FIELDS.get(field).check(texts.get(field));
    }
  }
}
