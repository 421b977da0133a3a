package org.flanspark.tuning.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.flanspark.tuning.kernel.AdafactorStep;
import org.flanspark.tuning.kernel.AdamWStep;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.KeyValueCache;
import org.flanspark.tuning.kernel.Linear;
import org.flanspark.tuning.kernel.Norm;
import org.flanspark.tuning.kernel.Rotation;
import org.flanspark.tuning.kernel.Segments;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The fast kernels against the reference in double precision, on random shapes. */
class CpuKernelsTest {
  private static final int TRIES = 20;

  @Property(tries = TRIES)
  void linearLayersGiveWhatTheReferenceGives(
      @ForAll @IntRange(min = 1, max = 70) int tokens,
      @ForAll @IntRange(min = 1, max = 70) int in,
      @ForAll @IntRange(min = 1, max = 70) int out,
      @ForAll @IntRange(min = 0, max = 7) int kind,
      @ForAll long seed) {
    boolean outputsFirst = (kind & 1) == 1;
    boolean hasBias = (kind & 2) == 2;
    int[] weight = outputsFirst ? new int[] {out, in} : new int[] {in, out};
    compare(
        seed,
        (kernels, made) -> {
          Tensor input = made.random(tokens, in);
          Tensor residual = made.random(tokens, out);
          Linear layer =
              new Linear(made.random(weight), hasBias ? made.random(out) : null, outputsFirst);
          Linear gradient =
              new Linear(made.random(weight), hasBias ? made.random(out) : null, outputsFirst);
          kernels.linear(input, layer, made.random(tokens, out));
          kernels.addLinear(input, layer, residual, made.random(tokens, out));
          kernels.addLinear(input, layer, residual, residual);
          kernels.linearGradient(
              input, layer, made.random(tokens, out), made.random(tokens, in), gradient);
        });
  }

  @Property(tries = TRIES)
  void normsGiveWhatTheReferenceGives(
      @ForAll @IntRange(min = 1, max = 40) int tokens,
      @ForAll @IntRange(min = 2, max = 70) int width,
      @ForAll long seed) {
    compare(
        seed,
        (kernels, made) -> {
          Tensor input = made.random(tokens, width);
          Norm norm = new Norm(made.random(width), made.random(width), 1e-5);
          Norm gradient = new Norm(made.random(width), made.random(width), 0);
          Tensor statistics = made.random(2, tokens);
          kernels.layerNorm(input, norm, statistics, made.random(tokens, width));
          kernels.layerNormGradient(
              input,
              norm,
              statistics,
              made.random(tokens, width),
              made.random(tokens, width),
              gradient);
          Norm unbiased = new Norm(made.random(width), null, 1e-6);
          Tensor factors = made.random(tokens);
          kernels.rootMeanSquareNorm(input, unbiased, factors, made.random(tokens, width));
          kernels.rootMeanSquareNormGradient(
              input,
              unbiased,
              factors,
              made.random(tokens, width),
              made.random(tokens, width),
              new Norm(made.random(width), null, 0));
        });
  }

  @Property(tries = TRIES)
  void activationsGiveWhatTheReferenceGives(
      @ForAll @IntRange(min = 1, max = 20) int tokens,
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll long seed) {
    compare(
        seed,
        (kernels, made) -> {
          Tensor input = made.random(tokens, width);
          kernels.gelu(input, made.random(tokens, width));
          kernels.geluGradient(input, made.random(tokens, width), made.random(tokens, width));
          Tensor gateAndUp = made.random(tokens, 2 * width);
          kernels.swiglu(gateAndUp, made.random(tokens, width));
          kernels.swigluGradient(
              gateAndUp, made.random(tokens, width), made.random(tokens, 2 * width));
          kernels.swigluGradient(gateAndUp, made.random(tokens, width), gateAndUp);
        });
  }

  @Property(tries = TRIES)
  void attentionGivesWhatTheReferenceGives(
      @ForAll @IntRange(min = 1, max = 3) int keyValueHeads,
      @ForAll @IntRange(min = 1, max = 3) int group,
      @ForAll @IntRange(min = 1, max = 20) int halfHead,
      @ForAll long seed) {
    Segments segments = segments(new Random(seed));
    Attention attention =
        new Attention(segments, keyValueHeads * group, keyValueHeads, 2 * halfHead);
    compare(
        seed,
        (kernels, made) -> {
          int tokens = segments.tokens();
          Tensor input = made.random(tokens, attention.width());
          Tensor memory = kernels.allocate(kernels.attentionMemory(attention));
          kernels.attention(input, attention, memory, made.random(tokens, attention.queryWidth()));
          kernels.attentionGradient(
              input,
              attention,
              memory,
              made.random(tokens, attention.queryWidth()),
              made.random(tokens, attention.width()));
          Rotation rotation =
              new Rotation(
                  made.random(9, halfHead),
                  made.random(9, halfHead),
                  kernels.indices(IntStream.range(0, tokens).map(i -> i % 9).toArray()));
          kernels.rotate(input, attention, rotation);
          kernels.rotateGradient(input, attention, rotation);
        });
  }

  /** Segments around the size of a block of queries, and short ones. */
  private static Segments segments(Random random) {
    return Segments.ofLengths(
        random.ints(1 + random.nextInt(3), 1, random.nextBoolean() ? 9 : 150).toArray());
  }

  @Property(tries = TRIES)
  void cachedAttentionGivesWhatTheReferenceGives(
      @ForAll @IntRange(min = 1, max = 3) int keyValueHeads,
      @ForAll @IntRange(min = 1, max = 3) int group,
      @ForAll @IntRange(min = 1, max = 90) int prompt,
      @ForAll long seed) {
    Attention heads = new Attention(Segments.ofLengths(1), keyValueHeads * group, keyValueHeads, 6);
    int[] starts = {0, 0, 0, prompt + 3, 0};
    int[] lengths = {prompt, prompt + 1, prompt + 2, 2, 1};
    compare(
        seed,
        (kernels, made) -> {
          int rows = prompt + 5;
          KeyValueCache cache =
              new KeyValueCache(
                  made.random(rows, heads.keyValueWidth()),
                  made.random(rows, heads.keyValueWidth()));
          Tensor input = made.random(starts.length, heads.width());
          kernels.cache(input, kernels.indices(4, 0, 2, 1, 3), heads, cache);
          kernels.cachedAttention(
              input, cache, heads, starts, lengths, made.random(starts.length, heads.queryWidth()));
        });
  }

  @Property(tries = TRIES)
  void logitsAndLossesAreWhatTheReferenceGives(
      @ForAll @IntRange(min = 1, max = 20) int tokens,
      @ForAll @IntRange(min = 1, max = 33) int width,
      @ForAll @IntRange(min = 1, max = 99) int vocabulary,
      @ForAll long seed) {
    int[] labels = new Random(seed).ints(tokens, 0, vocabulary).toArray();
    compare(
        seed,
        (kernels, made) -> {
          Tensor hidden = made.random(tokens, width);
          Tensor table = made.random(vocabulary, width);
          Tensor logits = made.random(tokens, vocabulary);
          Tensor losses = made.random(tokens);
          kernels.linear(hidden, new Linear(table, null, true), logits);
          made.note(kernels.largestColumns(logits));
          kernels.crossEntropy(logits, kernels.indices(labels), losses);
          kernels.crossEntropyGradient(logits, kernels.indices(labels), losses, 0.25);
          kernels.linearGradient(
              hidden,
              new Linear(table, null, true),
              logits,
              made.random(tokens, width),
              new Linear(made.random(vocabulary, width), null, true));
        });
  }

  @Property(tries = TRIES)
  void elementsAndRowsAreWhatTheReferenceGives(
      @ForAll @IntRange(min = 1, max = 50) int rows,
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll long seed) {
    int[] places = new Random(seed).ints(2L * rows, 0, rows).toArray();
    compare(
        seed,
        (kernels, made) -> {
          Tensor table = made.random(rows, width);
          kernels.add(table, made.random(rows, width));
          kernels.addScaled(table, -0.75, made.random(rows, width));
          kernels.scale(table, 1.5);
          kernels.copy(table, made.random(width, rows));
          kernels.gatherRows(table, kernels.indices(places), made.random(2 * rows, width));
          kernels.addRows(made.random(2 * rows, width), kernels.indices(places), table);
          made.note(kernels.norm(table));
          kernels.fill(made.random(rows, width), 0.5);
        });
  }

  @Property(tries = TRIES)
  void updatesAreWhatTheReferenceGives(
      @ForAll @IntRange(min = 1, max = 50) int rows,
      @ForAll @IntRange(min = 1, max = 70) int columns,
      @ForAll boolean decays,
      @ForAll long seed) {
    double decay = decays ? 0.1 : 0;
    compare(
        seed,
        (kernels, made) -> {
          Tensor parameters = made.random(rows, columns);
          Tensor moments = made.zeros(rows, columns);
          Tensor squares = made.zeros(rows, columns);
          for (int age = 1; age <= 2; age++) {
            AdamWStep step = new AdamWStep(0.01, 0.9, 0.99, 1e-6, decay, 0.5, age);
            kernels.adamW(parameters, made.random(rows, columns), moments, squares, step);
          }
          Tensor rowMoments = made.zeros(rows);
          Tensor columnMoments = made.zeros(columns);
          for (int age = 1; age <= 2; age++) {
            AdafactorStep step = new AdafactorStep(0.01, decay, 0.5, age);
            Tensor gradient = made.random(rows, columns);
            kernels.adafactor(parameters, gradient, rowMoments, columnMoments, step);
          }
        });
  }

  @Test
  void theNormOfManyValuesHasTheSameBitsForAnyNumberOfThreads() {
    List<Double> norms = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      try (CpuKernels kernels = CpuKernels.of(threads)) {
        Made made = new Made(kernels, 7);
        norms.add(kernels.norm(made.random(1000, 1001)));
      }
    }
    assertThat(norms).containsOnly(norms.get(0));
  }

  @Test
  void manyValuesAreCopiedAndAddedByAnyNumberOfThreads() {
    for (int threads = 1; threads <= 3; threads++) {
      try (CpuKernels kernels = CpuKernels.of(threads)) {
        Made made = new Made(kernels, 7);
        Tensor into = made.random(300, 1001);
        Tensor addend = made.random(300, 1001);
        Tensor copy = made.zeros(1001, 300);
        float[] expected = floats(kernels, into);
        float[] added = floats(kernels, addend);
        for (int i = 0; i < expected.length; i++) {
          expected[i] += 0.3f * added[i];
        }
        kernels.addScaled(into, 0.3, addend);
        kernels.copy(into, copy);
        assertThat(floats(kernels, into)).isEqualTo(expected);
        assertThat(floats(kernels, copy)).isEqualTo(expected);
        assertThat(floats(kernels, addend)).isEqualTo(added);
      }
    }
  }

  @Test
  void copiesOfAnotherSizeAreRefused() {
    try (CpuKernels kernels = CpuKernels.of(1)) {
      assertThatThrownBy(() -> kernels.copy(kernels.allocate(2, 3), kernels.allocate(5)))
          .hasMessage("Invalid copy: 6 values into 5");
    }
  }

  @Property(tries = TRIES)
  void aRunOfValuesIsReadAndWrittenBitForBitAndNothingBesideIt(
      @ForAll @IntRange(max = 70) int count,
      @ForAll @IntRange(max = 20) int before,
      @ForAll @IntRange(max = 20) int after,
      @ForAll long seed) {
    int[] bits = new Random(seed).ints(count).toArray();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    try (CpuKernels kernels = CpuKernels.of(1)) {
      Tensor tensor = kernels.allocate(before + count + after);
      kernels.fill(tensor, 7);
      kernels.write(tensor, before, values);

      float[] read = new float[count];
      kernels.read(tensor, before, read);
      float[] all = floats(kernels, tensor);
      for (int i = 0; i < count; i++) {
        assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(bits[i]);
      }
      assertThat(Arrays.copyOf(all, before)).isEqualTo(sevens(before));
      assertThat(Arrays.copyOfRange(all, before + count, all.length)).isEqualTo(sevens(after));
      kernels.release(tensor);
    }
  }

  private static float[] sevens(int count) {
    float[] sevens = new float[count];
    Arrays.fill(sevens, 7);
    return sevens;
  }

  @Test
  void valuesOutsideOfATensorAreNeitherReadNorWritten() {
    try (CpuKernels kernels = CpuKernels.of(1)) {
      Tensor tensor = kernels.allocate(2, 4);
      assertThatThrownBy(() -> kernels.read(tensor, 5, new float[4]))
          .hasMessage("Invalid view: values 5 to 9, expected inside 0 to 8");
      assertThatThrownBy(() -> kernels.write(tensor, -1, new float[4]))
          .hasMessage("Invalid view: values -1 to 3, expected inside 0 to 8");
    }
  }

  @Test
  void aPartOfAnNd4jArrayIsReadAndWrittenInPlace() {
    try (CpuKernels kernels = CpuKernels.of(1);
        INDArray array = Nd4j.createFromArray(1f, 2, 3, 4, 5, 6)) {
      Tensor part = kernels.over(array.get(NDArrayIndex.interval(2, 5)));
      kernels.scale(part, 10);
      assertThat(array.toFloatVector()).containsExactly(1, 2, 30, 40, 50, 6);
      kernels.write(part, 1, new float[] {7, 8});
      assertThat(array.toFloatVector()).containsExactly(1, 2, 30, 7, 8, 6);
      assertThat(floats(kernels, part)).containsExactly(30, 7, 8);
    }
  }

  @Test
  void arraysThatAreNotFloatOrNotRowMajorAreRefused() {
    try (CpuKernels kernels = CpuKernels.of(1)) {
      assertThatThrownBy(() -> kernels.over(Nd4j.createFromArray(1.0, 2.0)))
          .hasMessage("Invalid data type: DOUBLE, expected FLOAT");
      assertThatThrownBy(
              () -> kernels.over(Nd4j.createFromArray(1f, 2, 3, 4, 5, 6).reshape(2, 3).transpose()))
          .hasMessageContaining("expected row-major");
    }
  }

  /** Runs the same on the reference and on both ways of the fast kernels, and compares all. */
  private static void compare(long seed, BiConsumer<Kernels, Made> operations) {
    List<double[]> expected = run(Nd4jKernels.of(ElementType.FLOAT64), seed, operations);
    int threads = 1 + (int) Math.floorMod(seed, 3L);
    for (Kernels fast : List.of(CpuKernels.of(threads), CpuKernels.scalar(threads))) {
      List<double[]> actual = run(fast, seed, operations);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.get(i)).as("tensor %s", i).containsExactly(expected.get(i), within(2e-4));
      }
    }
  }

  private static float[] floats(Kernels kernels, Tensor tensor) {
    float[] values = new float[(int) tensor.size()];
    kernels.read(tensor, 0, values);
    return values;
  }

  private static List<double[]> run(
      Kernels kernels, long seed, BiConsumer<Kernels, Made> operations) {
    try (kernels) {
      Made made = new Made(kernels, seed);
      operations.accept(kernels, made);
      return made.values();
    }
  }

  /** Random tensors, all of which count as results. */
  private static final class Made {
    private final Kernels kernels;
    private final Random random;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<double[]> notes = new ArrayList<>();

    Made(Kernels kernels, long seed) {
      this.kernels = kernels;
      this.random = new Random(seed);
    }

    Tensor random(int... dimensions) {
      Tensor tensor = kernels.allocate(Arrays.stream(dimensions).asLongStream().toArray());
      float[] values = new float[(int) tensor.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      kernels.write(tensor, 0, values);
      tensors.add(tensor);
      return tensor;
    }

    Tensor zeros(int... dimensions) {
      Tensor tensor = kernels.allocate(Arrays.stream(dimensions).asLongStream().toArray());
      tensors.add(tensor);
      return tensor;
    }

    void note(int... values) {
      notes.add(Arrays.stream(values).asDoubleStream().toArray());
    }

    void note(double value) {
      notes.add(new double[] {value});
    }

    List<double[]> values() {
      List<double[]> all = new ArrayList<>(notes);
      for (Tensor tensor : tensors) {
        double[] values = new double[(int) tensor.size()];
        kernels.read(tensor, 0, values);
        all.add(values);
      }
      return all;
    }
  }
}
