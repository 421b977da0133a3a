package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.flanspark.tuning.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * The means of a round as they arrive on the driver. They change nothing until all are there and
 * belong together: where an executor was lost while slices were averaged, its worker has stepped
 * again, from other moments perhaps, and slices of both attempts must not mix.
 *
 * <p>Safe for use by several threads.
 */
final class ReceivedMeans {
  private final List<Slice> slices;
  private final FlatValues values;
  private final Set<Integer> empty = new TreeSet<>();
  private final Map<Integer, Map<Integer, Long>> lineagesBySlice = new HashMap<>();
  private final Map<Integer, Map<Integer, Double>> squaresBySlice = new TreeMap<>();
  private final Map<Integer, Double> squareOfSumBySlice = new TreeMap<>();
  private List<WorkerReport> reports = List.of();

  ReceivedMeans(Kernels kernels, List<Slice> slices) {
    this.slices = slices;
    this.values =
        FlatValues.allocate(kernels, values(Slice.Part.PARAMETERS), values(Slice.Part.MOMENTS));
  }

  private long values(Slice.Part part) {
    return slices.stream().filter(slice -> slice.part() == part).mapToLong(Slice::length).sum();
  }

  /** Forgets what has arrived of a round before, or of another try. */
  synchronized void begin() {
    empty.clear();
    lineagesBySlice.clear();
    squaresBySlice.clear();
    squareOfSumBySlice.clear();
    reports = List.of();
  }

  /**
   * Has means made and taken, and those again that an executor took with it before they were here.
   * Some may be missing still after the last attempt.
   *
   * @param job makes the means of slices of these numbers, and hands them over by {@link #add}
   */
  void take(int attempts, Consumer<List<Integer>> job) {
    List<Integer> missing = missing();
    for (int attempt = 1; !missing.isEmpty() && attempt <= attempts; attempt++) {
      job.accept(missing);
      missing = missing();
    }
  }

  /**
   * Takes a mean from where it was averaged. One that travels in the form in which it is kept lands
   * where it is kept.
   *
   * @throws IOException where it is lost
   */
  void receive(MeanSlice mean) throws IOException {
    Slice slice = slices.get(mean.slice());
    ByteBuffer place = mean.wire() == WireFormat.FLOAT32 ? values.memory(slice) : null;
    if (place != null && mean.landsIn(place)) {
      note(mean, slice);
      return;
    }
    try (ArrivingBlock block = mean.ask();
        InputStream in = ArrivingBlock.open(block)) {
      add(mean, in);
    }
  }

  /**
   * Takes a mean.
   *
   * @param in its values as they travel
   */
  void add(MeanSlice mean, InputStream in) throws IOException {
    Slice slice = slices.get(mean.slice());
    if (!mean.isEmpty()) {
      mean.wire()
          .read(
              slice.length(),
              (from, chunk) -> values.write(slice.part(), slice.from() + from, chunk),
              in);
    }
    note(mean, slice);
  }

  private synchronized void note(MeanSlice mean, Slice slice) {
    if (mean.isEmpty()) {
      empty.add(mean.slice());
    }
    lineagesBySlice.put(mean.slice(), mean.lineages());
    if (slice.part() == Slice.Part.PARAMETERS) {
      squaresBySlice.put(mean.slice(), mean.squares());
      squareOfSumBySlice.put(mean.slice(), mean.squareOfSum());
    }
    if (!mean.reports().isEmpty()) {
      reports = mean.reports();
    }
  }

  /** The numbers of the slices that have not come. */
  synchronized List<Integer> missing() {
    return slices.stream()
        .map(Slice::number)
        .filter(number -> !lineagesBySlice.containsKey(number))
        .toList();
  }

  /** Whether all slices have come, of the same attempt of each worker. */
  synchronized boolean belongTogether() {
    return lineagesBySlice.size() == slices.size()
        && Set.copyOf(lineagesBySlice.values()).size() == 1;
  }

  /** Whether no worker had anything to add. */
  synchronized boolean isNothing() {
    return empty.size() == slices.size();
  }

  /** What the workers told, by number. */
  synchronized List<WorkerReport> reports() {
    return reports.stream().sorted(Comparator.comparingInt(WorkerReport::worker)).toList();
  }

  /** The means; valid once they belong together. */
  FlatValues values() {
    return values;
  }

  /** The norm of each worker's delta. */
  synchronized Map<Integer, Double> deltaNorms() {
    Map<Integer, Double> squares = new TreeMap<>();
    for (Map<Integer, Double> bySlice : squaresBySlice.values()) {
      bySlice.forEach((worker, square) -> squares.merge(worker, square, Double::sum));
    }
    squares.replaceAll((worker, square) -> Math.sqrt(square));
    return squares;
  }

  /**
   * The mean cosine between two workers' deltas, each pair weighted by both norms: what the square
   * of the sum has beyond the sum of the squares. Null where fewer than two workers moved, or where
   * the squares leave the numbers that floats hold.
   */
  synchronized @Nullable Double deltaCosine() {
    List<Double> norms = new ArrayList<>(deltaNorms().values());
    double sum = norms.stream().mapToDouble(Double::doubleValue).sum();
    double squares = norms.stream().mapToDouble(norm -> norm * norm).sum();
    double pairs = sum * sum - squares;
    if (norms.size() < 2 || pairs <= 0) {
      return null;
    }
    double squareOfSum =
        squareOfSumBySlice.values().stream().mapToDouble(Double::doubleValue).sum();
    double cosine = (squareOfSum - squares) / pairs;
    return Double.isFinite(cosine) ? cosine : null;
  }

  /** Which workers have slices of more than one attempt, for the log. */
  synchronized String mixedWorkers() {
    return lineagesBySlice.values().stream()
        .flatMap(lineages -> lineages.entrySet().stream())
        .collect(Collectors.groupingBy(Map.Entry::getKey, TreeMap::new, Collectors.toSet()))
        .entrySet()
        .stream()
        .filter(worker -> worker.getValue().size() > 1)
        .map(worker -> String.valueOf(worker.getKey()))
        .collect(Collectors.joining(", "));
  }

  void release() {
    values.release();
  }
}
