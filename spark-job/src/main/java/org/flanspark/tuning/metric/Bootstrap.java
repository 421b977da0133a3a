package org.flanspark.tuning.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far a task's score would move with other examples (Efron and Tibshirani 1993): the units that
 * were asked are drawn again, as many with repetition, and the score is worked out anew. A unit is
 * drawn with all its templates, since answers to one example in other words are not independent.
 *
 * <p>The score is the mean over templates of the {@link FirstNumber} of each. A template that no
 * drawn unit was asked in is left out of the mean.
 *
 * <p>Which units are drawn depends on the seed and the number of units alone. So the replicates of
 * two models by one seed are of the same samples if both list the same units in one order.
 */
public final class Bootstrap {
  private final FirstNumber number;
  private final int templates;

  /** A vector's length, and one place more: 1 where the unit was asked in the template, else 0. */
  private final int width;

  /** Of each unit all templates' vectors in one row, so that a sample is a sum of rows. */
  private final double[][] rows;

  /**
   * Of what each unit adds in the words of each template.
   *
   * @param sums [unit][template]: a vector of {@link FirstNumber#unit}, an empty one where the unit
   *     was not asked in that template
   * @throws IllegalArgumentException if there is no unit, one was asked in no template, units have
   *     unequal numbers of templates or vectors unequal lengths
   */
  public Bootstrap(FirstNumber number, double[][][] sums) {
    this.number = number;
    templates = sums.length == 0 ? 0 : sums[0].length;
    width = 1 + longest(sums);
    rows = new double[sums.length][templates * width];
    if (sums.length == 0) {
      throw new IllegalArgumentException("Cannot draw units: there is none");
    }
    for (int unit = 0; unit < sums.length; unit++) {
      requireShape(unit, sums[unit]);
      fill(rows[unit], sums[unit]);
    }
  }

  private static int longest(double[][][] sums) {
    return Arrays.stream(sums)
        .flatMap(Arrays::stream)
        .mapToInt(vector -> vector.length)
        .max()
        .orElse(0);
  }

  private void requireShape(int unit, double[][] vectors) {
    boolean areEven =
        Arrays.stream(vectors).allMatch(vector -> vector.length == 0 || vector.length == width - 1);
    boolean isAsked = Arrays.stream(vectors).anyMatch(vector -> vector.length > 0);
    if (vectors.length != templates || !areEven || !isAsked) {
      throw new IllegalArgumentException(
          "Invalid sums of unit %s: expected %s vectors, each empty or of %s numbers, not all empty"
              .formatted(unit, templates, width - 1));
    }
  }

  private void fill(double[] row, double[][] vectors) {
    for (int template = 0; template < templates; template++) {
      double[] vector = vectors[template];
      System.arraycopy(vector, 0, row, template * width, vector.length);
      row[(template + 1) * width - 1] = vector.length > 0 ? 1 : 0;
    }
  }

  /** The score over every unit once. */
  public double value() {
    int[] once = new int[rows.length];
    Arrays.fill(once, 1);
    return value(once);
  }

  /** The scores of so many samples. */
  public double[] replicates(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] replicates = new double[count];
    for (int replicate = 0; replicate < count; replicate++) {
      replicates[replicate] = value(draws(random.split(), rows.length));
    }
    return replicates;
  }

  /** How often each unit is drawn. */
  private static int[] draws(SplittableRandom random, int units) {
    int[] draws = new int[units];
    for (int draw = 0; draw < units; draw++) {
      draws[random.nextInt(units)]++;
    }
    return draws;
  }

  private double value(int[] draws) {
    double[] sample = new double[templates * width];
    for (int unit = 0; unit < draws.length; unit++) {
      if (draws[unit] > 0) {
        add(sample, draws[unit], rows[unit]);
      }
    }
    return IntStream.range(0, templates)
        .mapToObj(template -> Arrays.copyOfRange(sample, template * width, (template + 1) * width))
        .filter(sums -> sums[width - 1] > 0)
        .mapToDouble(sums -> number.of(Arrays.copyOf(sums, width - 1)))
        .average()
        .orElseThrow();
  }

  private static void add(double[] sample, int times, double[] row) {
    for (int i = 0; i < sample.length; i++) {
      sample[i] += times * row[i];
    }
  }

  /**
   * The replicates of a mean, as of a cluster's tasks: the mean of the tasks' replicates, place by
   * place. The tasks' seeds have to differ: those of one would draw the same places of tasks with
   * as many units, which have nothing to do with each other.
   *
   * @throws IllegalArgumentException if there is none, or one has more replicates than another
   */
  public static double[] mean(List<double[]> replicates) {
    if (replicates.stream().mapToInt(each -> each.length).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "Cannot average replicates: expected those of one task at least, as many of each");
    }
    // A stream's sum is compensated: draws in which two models are equal stay equal.
    return IntStream.range(0, replicates.get(0).length)
        .mapToDouble(
            draw -> replicates.stream().mapToDouble(each -> each[draw]).sum() / replicates.size())
        .toArray();
  }
}
