package org.flanspark.tuning.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.flanspark.tuning.metric.AnsweredPrompt;
import org.flanspark.tuning.metric.Bootstrap;
import org.flanspark.tuning.metric.FirstNumber;

/**
 * What each unit adds to a task's number in each template's words, gathered from prompts that come
 * unit by unit and template by template. Holds numbers, and the prompts of one unit and template.
 */
final class UnitSums {
  /** Of a template that did not ask about the unit. */
  private static final double[] NOTHING = new double[0];

  private final FirstNumber number;
  private final Map<String, Map<Integer, double[]>> units = new LinkedHashMap<>();
  private final List<AnsweredPrompt> open = new ArrayList<>();
  private String openUnit = "";
  private int openTemplate;

  UnitSums(FirstNumber number) {
    this.number = number;
  }

  void add(String unit, int template, AnsweredPrompt prompt) {
    if (!open.isEmpty() && (!unit.equals(openUnit) || template != openTemplate)) {
      close();
    }
    openUnit = unit;
    openTemplate = template;
    open.add(prompt);
  }

  private void close() {
    if (!open.isEmpty()) {
      units
          .computeIfAbsent(openUnit, unit -> new LinkedHashMap<>())
          .put(openTemplate, number.unit(open));
      open.clear();
    }
  }

  /** Draws from all units so far, in the order in which they came. */
  Bootstrap bootstrap() {
    close();
    TreeSet<Integer> templates = new TreeSet<>();
    units.values().forEach(sums -> templates.addAll(sums.keySet()));
    double[][][] sums = new double[units.size()][templates.size()][];
    int unit = 0;
    for (Map<Integer, double[]> ofUnit : units.values()) {
      int place = 0;
      for (int template : templates) {
        sums[unit][place++] = ofUnit.getOrDefault(template, NOTHING);
      }
      unit++;
    }
    return new Bootstrap(number, sums);
  }
}
