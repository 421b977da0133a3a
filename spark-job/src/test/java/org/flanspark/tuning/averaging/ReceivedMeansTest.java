package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceivedMeansTest {
  private static final Kernels KERNELS = CpuKernels.of(1);

  /** Two slices of parameters, of two values and of one. */
  private final ReceivedMeans means = new ReceivedMeans(KERNELS, Slice.cut(3, 0, 2));

  @AfterEach
  void release() {
    means.release();
  }

  @Test
  void slicesLandInTheirPlacesInAnyOrder() {
    Deltas.arrive(means, Deltas.mean(1, Deltas.of(0, 1, 3), Deltas.of(1, 1, 5)));
    Deltas.arrive(means, Deltas.mean(0, Deltas.of(0, 1, 1, 2), Deltas.of(1, 1, 1, 4)));
    assertThat(floats(means.values().parameters())).containsExactly(1, 3, 4);
    assertThat(means.values().moments()).isNull();
    assertThat(means.belongTogether()).isTrue();
    assertThat(means.isNothing()).isFalse();
  }

  @Test
  void theyDoNotBelongTogetherUntilAllAreThere() {
    assertThat(means.belongTogether()).isFalse();
    assertThat(means.missing()).containsExactly(0, 1);
    Deltas.arrive(means, Deltas.mean(0, Deltas.of(0, 1, 1, 2)));
    assertThat(means.belongTogether()).isFalse();
    assertThat(means.missing()).containsExactly(1);
    Deltas.arrive(means, Deltas.mean(1, Deltas.of(0, 1, 3)));
    assertThat(means.missing()).isEmpty();
    assertThat(means.belongTogether()).isTrue();
    assertThat(means.mixedWorkers()).isEmpty();
  }

  @Test
  void aMeanThatEndsTooEarlyHasNotCome() {
    MeanSlice mean = Deltas.mean(0, Deltas.of(0, 1, 1, 2));
    assertThatThrownBy(() -> means.add(mean, new ByteArrayInputStream(new byte[7])))
        .isInstanceOf(EOFException.class)
        .hasMessage("Values ended before their 2");
    assertThat(means.missing()).containsExactly(0, 1);
  }

  @Test
  void aMeanThatIsLostOnItsWayIsMadeAgainAlone() {
    List<List<Integer>> jobs = new ArrayList<>();
    means.take(
        5,
        missing -> {
          jobs.add(missing);
          if (jobs.size() != 2) {
            int slice = missing.get(0);
            Deltas.arrive(means, Deltas.mean(slice, Deltas.of(0, 1, new float[2 - slice])));
          }
        });
    assertThat(jobs).containsExactly(List.of(0, 1), List.of(1), List.of(1));
    assertThat(means.belongTogether()).isTrue();
  }

  @Test
  void meansThatAreLostEachTimeAreGivenUp() {
    List<List<Integer>> jobs = new ArrayList<>();
    means.take(3, jobs::add);
    assertThat(jobs).hasSize(3).containsOnly(List.of(0, 1));
    assertThat(means.belongTogether()).isFalse();
  }

  @Test
  void theyDoNotBelongTogetherWhereAWorkerSteppedFromOtherMoments() {
    Deltas.arrive(
        means, Deltas.mean(0, Deltas.ofLineage(7, 0, 1, 1, 2), Deltas.ofLineage(8, 1, 1, 1, 2)));
    Deltas.arrive(
        means, Deltas.mean(1, Deltas.ofLineage(7, 0, 1, 3), Deltas.ofLineage(9, 1, 1, 3)));
    assertThat(means.belongTogether()).isFalse();
    assertThat(means.mixedWorkers()).isEqualTo("1");
  }

  @Test
  void theyDoNotBelongTogetherWhereAWorkerCountedInOneSliceAlone() {
    Deltas.arrive(means, Deltas.mean(0, Deltas.of(0, 1, 1, 2), Deltas.of(1, 1, 1, 2)));
    Deltas.arrive(means, Deltas.mean(1, Deltas.of(0, 1, 3), Deltas.of(1, 0)));
    assertThat(means.belongTogether()).isFalse();
  }

  @Test
  void nothingHasArrivedWhereNoWorkerCounted() {
    Deltas.arrive(means, Deltas.mean(0, Deltas.of(0, 0), Deltas.of(1, 0)));
    assertThat(means.isNothing()).isFalse();
    Deltas.arrive(means, Deltas.mean(1, Deltas.of(0, 0), Deltas.of(1, 0)));
    assertThat(means.isNothing()).isTrue();
    assertThat(means.belongTogether()).isTrue();
    assertThat(means.deltaNorms()).isEmpty();
    assertThat(means.deltaCosine()).isNull();
  }

  @Test
  void anotherTryStartsFromNothing() {
    Deltas.arrive(means, Deltas.mean(0, Deltas.of(0, 1, 3, 0)));
    Deltas.arrive(means, withReports(Deltas.mean(1, Deltas.of(0, 1, 4)), 0));
    assertThat(means.reports()).hasSize(1);

    means.begin();
    assertThat(means.belongTogether()).isFalse();
    assertThat(means.isNothing()).isFalse();
    assertThat(means.reports()).isEmpty();
    assertThat(means.deltaNorms()).isEmpty();

    Deltas.arrive(means, Deltas.mean(0, Deltas.ofLineage(9, 0, 1, 6, 0)));
    Deltas.arrive(means, Deltas.mean(1, Deltas.ofLineage(9, 0, 1, 8)));
    assertThat(means.belongTogether()).isTrue();
    assertThat(means.deltaNorms()).isEqualTo(Map.of(0, 10.0));
    assertThat(floats(means.values().parameters())).containsExactly(6, 0, 8);
  }

  @Test
  void aTryAfterNothingIsSomething() {
    Deltas.arrive(means, Deltas.mean(0, Deltas.of(0, 0)));
    Deltas.arrive(means, Deltas.mean(1, Deltas.of(0, 0)));
    means.begin();
    Deltas.arrive(means, Deltas.mean(0, Deltas.of(0, 1, 1, 2)));
    Deltas.arrive(means, Deltas.mean(1, Deltas.of(0, 1, 3)));
    assertThat(means.isNothing()).isFalse();
  }

  @Test
  void reportsComeInTheOrderOfTheWorkers() {
    Deltas.arrive(means, Deltas.mean(0, Deltas.of(0, 1, 1, 2), Deltas.of(1, 1, 1, 2)));
    Deltas.arrive(means, withReports(Deltas.mean(1, Deltas.of(0, 1, 3), Deltas.of(1, 1, 3)), 1, 0));
    assertThat(means.reports().stream().map(WorkerReport::worker)).containsExactly(0, 1);
  }

  @Test
  void normsRunOverAllSlices() {
    Deltas.arrive(means, Deltas.mean(0, Deltas.of(0, 1, 2, 3), Deltas.of(1, 5, 0, 3)));
    Deltas.arrive(means, Deltas.mean(1, Deltas.of(0, 1, 6), Deltas.of(1, 5, -4)));
    assertThat(means.deltaNorms()).isEqualTo(Map.of(0, 7.0, 1, 5.0));
  }

  @Test
  void deltasAtRightAnglesHaveTheCosine0() {
    assertThat(cosine(delta(0, 3, 0, 0), delta(1, 0, 4, 0))).isZero();
  }

  @Test
  void deltasOfOneDirectionHaveTheCosine1() {
    assertThat(cosine(delta(0, 1, 2, 2), delta(1, 2, 4, 4))).isEqualTo(1, within(1e-12));
  }

  @Test
  void oppositeDeltasHaveTheCosineMinus1() {
    assertThat(cosine(delta(0, 1, 2, 2), delta(1, -2, -4, -4))).isEqualTo(-1, within(1e-12));
  }

  /** Norms 3, 4, 5 and products 0, 9, 16: their cosines 0, 3/5 and 4/5 weigh 12, 15 and 20. */
  @Test
  void pairsOfThreeWorkersCountByTheirNorms() {
    assertThat(cosine(delta(0, 3, 0, 0), delta(1, 0, 0, 4), delta(2, 3, 0, 4)))
        .isEqualTo((12 * 0 + 15 * 0.6 + 20 * 0.8) / 47, within(1e-12));
  }

  @Test
  void tokensDoNotCountForTheCosine() {
    assertThat(cosine(List.of(1L, 1000L), delta(0, 3, 0, 0), delta(1, 3, 0, 0)))
        .isEqualTo(1, within(1e-12));
  }

  @Test
  void oneWorkerAloneHasNoCosine() {
    assertThat(cosine(delta(0, 3, 0, 0))).isNull();
  }

  @Test
  void workersThatDidNotMoveHaveNoCosine() {
    assertThat(cosine(delta(0, 0, 0, 0), delta(1, 0, 0, 0))).isNull();
    assertThat(cosine(delta(0, 0, 0, 0), delta(1, 1, 0, 0))).isNull();
  }

  @Test
  void momentsLandBesideTheParametersAndCountInNoNorm() {
    ReceivedMeans both = new ReceivedMeans(KERNELS, Slice.cut(1, 2, 2));
    Deltas.arrive(both, Deltas.mean(1, Deltas.of(0, 1, 7, 9)));
    Deltas.arrive(both, Deltas.mean(0, Deltas.of(0, 1, 5)));
    assertThat(floats(both.values().parameters())).containsExactly(5);
    assertThat(floats(both.values().moments())).containsExactly(7, 9);
    assertThat(both.belongTogether()).isTrue();
    assertThat(both.deltaNorms()).isEqualTo(Map.of(0, 5.0));
    both.release();
  }

  private record Delta(int worker, float first, float second, float third) {}

  private static Delta delta(int worker, float first, float second, float third) {
    return new Delta(worker, first, second, third);
  }

  private Double cosine(Delta... deltas) {
    return cosine(List.of(1L, 2L, 3L), deltas);
  }

  private Double cosine(List<Long> weights, Delta... deltas) {
    means.begin();
    Deltas.Delta[] first = new Deltas.Delta[deltas.length];
    Deltas.Delta[] second = new Deltas.Delta[deltas.length];
    for (Delta delta : deltas) {
      int worker = delta.worker();
      first[worker] = Deltas.of(worker, weights.get(worker), delta.first(), delta.second());
      second[worker] = Deltas.of(worker, weights.get(worker), delta.third());
    }
    Deltas.arrive(means, Deltas.mean(0, first));
    Deltas.arrive(means, Deltas.mean(1, second));
    return means.deltaCosine();
  }

  private static MeanSlice withReports(MeanSlice mean, int... workers) {
    List<WorkerReport> reports =
        Arrays.stream(workers)
            .mapToObj(
                worker ->
                    new WorkerReport(
                        new WorkerResult(worker, List.of(), 0),
                        new ExecutorPlace("host", "1"),
                        0,
                        0,
                        0,
                        -1,
                        List.of()))
            .toList();
    return new MeanSlice(
        mean.slice(),
        mean.values(),
        WireFormat.FLOAT32,
        mean.lineages(),
        mean.squares(),
        mean.squareOfSum(),
        reports,
        0);
  }

  private static float[] floats(Tensor tensor) {
    float[] values = new float[(int) tensor.size()];
    KERNELS.read(tensor, 0, values);
    return values;
  }
}
