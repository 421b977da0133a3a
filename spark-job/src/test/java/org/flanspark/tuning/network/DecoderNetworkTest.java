package org.flanspark.tuning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.flanspark.config.Backend;
import org.flanspark.config.Optimizer;
import org.flanspark.config.Schedule;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.model.DecoderWeights;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.RandomWeights;
import org.flanspark.tuning.model.RotaryEmbedding;
import org.flanspark.tuning.model.RotaryScaling;
import org.flanspark.tuning.model.StepStatistics;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class DecoderNetworkTest {
  private static final ModelShape SHAPE = ModelShape.gpt2(2, 8, 2, 16, 24);
  private static final DecoderBatch BATCH =
      DecoderBatch.of(
          List.of(
              new PackedRow(
                  TokenIds.of(11, 12, 1, 13, 1, 21, 1, 22, 23, 1),
                  TokenIds.of(-100, -100, -100, 13, 1, -100, -100, 22, 23, 1),
                  List.of(5, 5),
                  List.of("a", "b"),
                  List.of(0, 2)),
              new PackedRow(
                  TokenIds.of(7, 8, 9),
                  TokenIds.of(-100, 8, 9),
                  List.of(3),
                  List.of("c"),
                  List.of(2))));

  /** Rows of six, none, one and two counted tokens. */
  private static final DecoderBatch UNEVEN =
      DecoderBatch.of(
          List.of(
              row(TokenIds.of(7, 8, 9, 10, 2, 3, 4), TokenIds.of(-100, 8, 9, 10, 2, 3, 4), 0),
              row(TokenIds.of(5, 6), TokenIds.of(-100, -100), 1),
              row(TokenIds.of(11, 12, 1, 13), TokenIds.of(-100, -100, -100, 13), 1),
              row(TokenIds.of(3, 2, 1), TokenIds.of(-100, 2, 1), 2)));

  @Test
  void oneFitIsOneStepOfAdamW() {
    MultiLayerNetwork network = network(settings(0.1, 0));
    float[] before = flat(DecoderNetwork.parameters(network));
    double[] gradient = gradient(before);
    network.fit(DecoderNetwork.dataSet(BATCH));
    float[] after = flat(DecoderNetwork.parameters(network));
    ParameterLayout layout = ParameterLayout.of(SHAPE);
    for (ParameterShape shape : layout.shapes()) {
      double decay = layout.decays(shape.name()) ? 0.1 : 0;
      for (int i = (int) layout.offset(shape.name()), end = i + (int) shape.size(); i < end; i++) {
        double expected = before[i] - 0.01 * (firstAdamStep(gradient[i]) + decay * before[i]);
        assertThat((double) after[i]).as(shape.name()).isCloseTo(expected, within(2e-5));
      }
    }
  }

  @Test
  void keepsTheMomentsOfTheClippedGradient() {
    MultiLayerNetwork network = network(settings(0, 0.5));
    double[] gradient = gradient(flat(DecoderNetwork.parameters(network)));
    network.fit(DecoderNetwork.dataSet(BATCH));
    StepStatistics step = DecoderNetwork.lastStep(network);
    assertThat(step.gradientNorm()).isGreaterThan(0.5);
    float[] moments = flat(DecoderNetwork.updaterState(network));
    double scale = 0.5 / step.gradientNorm();
    for (int i = 0; i < gradient.length; i++) {
      double clipped = gradient[i] * scale;
      assertThat((double) moments[i]).isCloseTo(0.1 * clipped, within(1e-6));
      assertThat((double) moments[gradient.length + i])
          .isCloseTo(0.001 * clipped * clipped, within(1e-7));
    }
  }

  @Test
  void tellsWhatTheLastStepMeasured() {
    MultiLayerNetwork network = network(settings(0, 1));
    assertThat(DecoderNetwork.lastStep(network)).isEqualTo(StepStatistics.none());
    StepStatistics before = DecoderNetwork.loss(network, BATCH);
    network.fit(DecoderNetwork.dataSet(BATCH));
    StepStatistics step = DecoderNetwork.lastStep(network);
    assertThat(step.lossSum()).isCloseTo(before.lossSum(), within(1e-5));
    assertThat(step.countedTokens()).isEqualTo(7);
    assertThat(step.tokens()).isEqualTo(13);
    assertThat(step.byTask().get(2).countedTokens()).isEqualTo(5);
    assertThat(network.score()).isCloseTo(step.meanLoss(), within(1e-6));
    assertThat(network.score(DecoderNetwork.dataSet(BATCH)))
        .isCloseTo(DecoderNetwork.loss(network, BATCH).meanLoss(), within(1e-6));
  }

  @Test
  void learnsAFewRowsByHeart() {
    MultiLayerNetwork network = network(settings(0, 1));
    for (int step = 0; step < 150; step++) {
      network.fit(DecoderNetwork.dataSet(BATCH));
    }
    assertThat(DecoderNetwork.loss(network, BATCH).meanLoss()).isLessThan(0.05);
  }

  @Test
  void continuesFromItsWeightsMomentsAndCountsAsIfNeverInterrupted() {
    NetworkSettings settings =
        new NetworkSettings(Optimizer.ADAMW, 0.01, Schedule.COSINE, 2, 8, 0.1, 0.9, 0.999, 1e-8, 1);
    MultiLayerNetwork straight = network(settings);
    MultiLayerNetwork first = network(settings);
    fit(straight, 5);
    fit(first, 3);
    MultiLayerNetwork second = network(settings);
    copy(DecoderNetwork.parameters(first), DecoderNetwork.parameters(second));
    copy(DecoderNetwork.updaterState(first), DecoderNetwork.updaterState(second));
    DecoderNetwork.resumeAt(second, 3, 0);
    fit(second, 2);
    assertThat(flat(DecoderNetwork.parameters(second)))
        .isEqualTo(flat(DecoderNetwork.parameters(straight)));
  }

  @Test
  void freshMomentsLateInARunTakeTheStepThatTheyWouldAtItsStart() {
    MultiLayerNetwork early = network(settings(0.1, 1));
    MultiLayerNetwork late = network(settings(0.1, 1));
    MultiLayerNetwork asIfTheyWereOld = network(settings(0.1, 1));
    DecoderNetwork.resumeAt(late, 1000, 20, 0);
    DecoderNetwork.resumeAt(asIfTheyWereOld, 1000, 20);
    fit(early, 2);
    fit(late, 2);
    fit(asIfTheyWereOld, 2);
    assertThat(flat(DecoderNetwork.parameters(late)))
        .isEqualTo(flat(DecoderNetwork.parameters(early)));
    assertThat(flat(DecoderNetwork.parameters(asIfTheyWereOld)))
        .isNotEqualTo(flat(DecoderNetwork.parameters(early)));
  }

  @Test
  void momentsOfAnAgeGoOnAnywhereInARunAsIfNeverInterrupted() {
    MultiLayerNetwork straight = network(settings(0.1, 1));
    MultiLayerNetwork first = network(settings(0.1, 1));
    fit(straight, 5);
    fit(first, 3);
    MultiLayerNetwork second = network(settings(0.1, 1));
    copy(DecoderNetwork.parameters(first), DecoderNetwork.parameters(second));
    copy(DecoderNetwork.updaterState(first), DecoderNetwork.updaterState(second));
    DecoderNetwork.resumeAt(second, 500, 7, 3);
    fit(second, 2);
    assertThat(flat(DecoderNetwork.parameters(second)))
        .isEqualTo(flat(DecoderNetwork.parameters(straight)));
  }

  @Test
  void theIterationDecidesTheLearningRateWhateverTheMomentsAge() {
    NetworkSettings falling =
        new NetworkSettings(Optimizer.ADAMW, 0.01, Schedule.LINEAR, 0, 8, 0, 0.9, 0.999, 1e-8, 0);
    MultiLayerNetwork network = network(falling);
    float[] before = flat(DecoderNetwork.parameters(network));
    double[] gradient = gradient(before);
    DecoderNetwork.resumeAt(network, 6, 1, 0);
    fit(network, 1);
    float[] after = flat(DecoderNetwork.parameters(network));
    for (int i = 0; i < gradient.length; i++) {
      assertThat((double) after[i])
          .isCloseTo(before[i] - 0.0025 * firstAdamStep(gradient[i]), within(5e-6));
    }
  }

  @Test
  void theConfigurationSurvivesJsonAndJavaSerialization() throws Exception {
    MultiLayerConfiguration configuration = configuration(SHAPE, settings(0.1, 0.5));
    MultiLayerConfiguration fromJson = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertThat(fromJson).isEqualTo(configuration);
    assertThat(copy(configuration)).isEqualTo(configuration);
    MultiLayerNetwork network = new MultiLayerNetwork(fromJson);
    network.init();
    assertThat(DecoderNetwork.shape(network)).isEqualTo(SHAPE);
    assertThat(DecoderNetwork.parameters(network).shapes())
        .isEqualTo(ParameterLayout.of(SHAPE).shapes());
  }

  @Test
  void theConfigurationOfAnyFamilySurvivesJson() {
    ModelShape shape =
        ModelShape.of(ModelShape.QWEN2, 1, 6, 3, 16, 24)
            .keyValueHeads(1)
            .headWidth(4)
            .feedForwardWidth(7)
            .tiedEmbeddings(false)
            .normEpsilon(1e-4)
            .rotary(new RotaryEmbedding(5e5, RotaryScaling.llama3(8, 1, 4, 8192)))
            .build();
    MultiLayerConfiguration configuration = configuration(shape, settings(0.1, 0.5));
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration.toJson()));
    network.init();
    assertThat(DecoderNetwork.shape(network)).isEqualTo(shape);
    copy(RandomWeights.of(shape, 3), DecoderNetwork.parameters(network));
    double before = DecoderNetwork.loss(network, BATCH).meanLoss();
    fit(network, 40);
    assertThat(DecoderNetwork.loss(network, BATCH).meanLoss()).isLessThan(before / 2);
  }

  @Test
  void configurationsOfOtherSettingsDiffer() {
    assertThat(configuration(SHAPE, settings(0.1, 0.5)))
        .isNotEqualTo(configuration(SHAPE, settings(0.1, 0.6)))
        .isNotEqualTo(configuration(ModelShape.gpt2(2, 8, 4, 16, 24), settings(0.1, 0.5)))
        .isNotEqualTo(configuration(SHAPE, settings(Optimizer.ADAFACTOR, 0.1, 0.5)))
        .isNotEqualTo(
            DecoderNetwork.configuration(SHAPE, settings(0.1, 0.5), Computing.inParts(2)));
  }

  @Test
  void freshUpdaterStateIsZero() {
    Parameters state = DecoderNetwork.updaterState(network(settings(0, 1)));
    assertThat(state.shapes().stream().map(ParameterShape::name))
        .containsExactly("firstMoment", "secondMoment");
    assertThat(flat(state)).containsOnly(0);
  }

  @Test
  void adafactorRemembersRowsAndColumnsOfMatricesAndLearnsAsWell() {
    MultiLayerNetwork network = network(settings(Optimizer.ADAFACTOR, 0, 1));
    Parameters state = DecoderNetwork.updaterState(network);
    ParameterLayout layout = ParameterLayout.of(state.shapes());
    assertThat(layout.shape("block0AttentionWeightRowMoments").size()).isEqualTo(8);
    assertThat(layout.shape("block0AttentionWeightColumnMoments").size()).isEqualTo(24);
    assertThat(layout.shape("block0AttentionBiasRowMoments").size()).isEqualTo(24);
    assertThat(layout.shape("block0AttentionBiasColumnMoments").size()).isEqualTo(1);
    assertThat(layout.size()).isLessThan(ParameterLayout.of(SHAPE).size() / 2);
    assertThat(flat(state)).containsOnly(0);
    fit(network, 30);
    assertThat(DecoderNetwork.loss(network, BATCH).meanLoss()).isLessThan(1);
  }

  @Test
  void adafactorDecaysMatricesAndNothingElse() {
    MultiLayerNetwork without = network(settings(Optimizer.ADAFACTOR, 0, 1));
    MultiLayerNetwork with = network(settings(Optimizer.ADAFACTOR, 0.5, 1));
    float[] start = flat(DecoderNetwork.parameters(with));
    fit(without, 1);
    fit(with, 1);
    float[] undecayed = flat(DecoderNetwork.parameters(without));
    float[] decayed = flat(DecoderNetwork.parameters(with));
    ParameterLayout layout = ParameterLayout.of(SHAPE);
    for (ParameterShape shape : layout.shapes()) {
      double decay = layout.decays(shape.name()) ? 0.5 : 0;
      for (int i = (int) layout.offset(shape.name()), end = i + (int) shape.size(); i < end; i++) {
        double expected = undecayed[i] - 0.01 * decay * start[i];
        assertThat((double) decayed[i]).as(shape.name()).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void partsOfUnequalCountedTokensGiveTheUpdateOfTheWhole() {
    MultiLayerNetwork whole = network(settings(0.1, 0.5));
    MultiLayerNetwork parts = network(settings(0.1, 0.5), Computing.inParts(4));
    for (int step = 0; step < 3; step++) {
      whole.fit(DecoderNetwork.dataSet(UNEVEN));
      parts.fit(DecoderNetwork.dataSet(UNEVEN));
    }
    StepStatistics one = DecoderNetwork.lastStep(whole);
    StepStatistics four = DecoderNetwork.lastStep(parts);
    assertThat(four.countedTokens()).isEqualTo(one.countedTokens()).isEqualTo(9);
    assertThat(four.lossSum()).isCloseTo(one.lossSum(), within(1e-4));
    assertThat(four.gradientNorm()).isCloseTo(one.gradientNorm(), within(1e-4));
    assertThat(four.byTask().keySet()).isEqualTo(one.byTask().keySet());
    assertThat(flat(DecoderNetwork.parameters(parts)))
        .containsExactly(flat(DecoderNetwork.parameters(whole)), within(1e-4f));
  }

  @Test
  void recomputedActivationsChangeNoBit() {
    ComputeSettings recomputing =
        new ComputeSettings(Backend.ND4J, 1, 1, ActivationMemory.RECOMPUTED);
    MultiLayerNetwork kept = network(settings(0.1, 0.5));
    MultiLayerNetwork recomputed = network(settings(0.1, 0.5), recomputing);
    fit(kept, 3);
    fit(recomputed, 3);
    assertThat(DecoderNetwork.lastStep(recomputed)).isEqualTo(DecoderNetwork.lastStep(kept));
    assertThat(flat(DecoderNetwork.parameters(recomputed)))
        .isEqualTo(flat(DecoderNetwork.parameters(kept)));
  }

  @Test
  void refusesToUpdateWithoutALayer() {
    DecoderUpdater updater = DecoderUpdater.of(settings(0, 1));
    assertThatThrownBy(() -> updater.stateSize(5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot update without the layer whose parameters they are: ask the layer of a network"
                + " for its updater");
  }

  @Test
  void refusesAGradientThatIsNotItsOwn() {
    MultiLayerNetwork network = network(settings(0, 1));
    ActiveDecoderLayer layer = (ActiveDecoderLayer) network.getLayer(0);
    INDArray other = network.params().dup();
    INDArray state = network.getUpdater().getStateViewArray();
    assertThatThrownBy(() -> layer.update(other, state, 0.1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot update by a gradient of ");
  }

  @Test
  void refusesToReturnLogits() {
    MultiLayerNetwork network = network(settings(0, 1));
    assertThatThrownBy(() -> network.output(DecoderNetwork.dataSet(BATCH).getFeatures()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Cannot return the logits of a whole batch: use a LanguageModel with the parameters");
  }

  @Test
  void refusesASliceOutsideAParameter() {
    Parameters parameters = DecoderNetwork.parameters(network(settings(0, 1)));
    assertThatThrownBy(() -> parameters.read("finalNormBias", 5, new float[4]))
        .hasMessage("Invalid slice of finalNormBias: 5 to 9, expected inside 0 to 8");
  }

  private static PackedRow row(TokenIds ids, TokenIds labels, int task) {
    return new PackedRow(ids, labels, List.of(ids.length()), List.of("x"), List.of(task));
  }

  private static NetworkSettings settings(double weightDecay, double clipNorm) {
    return settings(Optimizer.ADAMW, weightDecay, clipNorm);
  }

  private static NetworkSettings settings(
      Optimizer optimizer, double weightDecay, double clipNorm) {
    return new NetworkSettings(
        optimizer, 0.01, Schedule.CONSTANT, 0, 1, weightDecay, 0.9, 0.999, 1e-8, clipNorm);
  }

  private static MultiLayerNetwork network(NetworkSettings settings) {
    return network(settings, Computing.ONE_PART);
  }

  private static MultiLayerConfiguration configuration(ModelShape shape, NetworkSettings settings) {
    return DecoderNetwork.configuration(shape, settings, Computing.ONE_PART);
  }

  private static MultiLayerNetwork network(NetworkSettings settings, ComputeSettings compute) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(DecoderNetwork.configuration(SHAPE, settings, compute));
    network.init();
    copy(RandomWeights.of(SHAPE, 3), DecoderNetwork.parameters(network));
    return network;
  }

  private static void fit(MultiLayerNetwork network, int steps) {
    for (int step = 0; step < steps; step++) {
      network.fit(DecoderNetwork.dataSet(BATCH));
    }
  }

  /** Adam's step at learning rate 1 from zero moments: both corrected, the gradient's sign. */
  private static double firstAdamStep(double gradient) {
    return gradient / (Math.abs(gradient) + 1e-8);
  }

  private static double[] gradient(float[] weights) {
    try (Kernels kernels = Nd4jKernels.of(ElementType.FLOAT64)) {
      Tensor flat = kernels.allocate(weights.length);
      Tensor gradient = kernels.allocate(weights.length);
      kernels.write(flat, 0, weights);
      Decoder.of(SHAPE, kernels)
          .lossAndGradient(
              DecoderWeights.over(flat, SHAPE, kernels),
              BATCH,
              DecoderWeights.over(gradient, SHAPE, kernels),
              gradient);
      double[] values = new double[weights.length];
      kernels.read(gradient, 0, values);
      return values;
    }
  }

  private static float[] flat(Parameters parameters) {
    ParameterLayout layout = ParameterLayout.of(parameters.shapes());
    float[] flat = new float[(int) layout.size()];
    for (ParameterShape shape : layout.shapes()) {
      float[] values = new float[(int) shape.size()];
      parameters.read(shape.name(), 0, values);
      System.arraycopy(values, 0, flat, (int) layout.offset(shape.name()), values.length);
    }
    return flat;
  }

  private static void copy(Parameters from, Parameters to) {
    for (ParameterShape shape : from.shapes()) {
      float[] values = new float[(int) shape.size()];
      from.read(shape.name(), 0, values);
      to.write(shape.name(), 0, values);
    }
  }

  private static Object copy(Object original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(original);
    }
    try (ObjectInputStream input =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return input.readObject();
    }
  }
}
