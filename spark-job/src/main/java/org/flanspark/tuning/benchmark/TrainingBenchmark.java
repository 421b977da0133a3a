package org.flanspark.tuning.benchmark;

import static org.flanspark.tuning.benchmark.Benchmarks.median;
import static org.flanspark.tuning.benchmark.Benchmarks.print;
import static org.flanspark.tuning.benchmark.Benchmarks.require;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.command.PeakMemory;
import org.flanspark.config.Backend;
import org.flanspark.config.ConfigException;
import org.flanspark.config.Optimizer;
import org.flanspark.config.Schedule;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.DecoderMemory.Load;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.RandomWeights;
import org.flanspark.tuning.network.ComputeSettings;
import org.flanspark.tuning.network.DecoderNetwork;
import org.flanspark.tuning.network.NetworkSettings;
import org.flanspark.tuning.network.TrainingMemory;
import org.flanspark.tuning.plan.MemoryPlan;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/benchmark training}: steps of a network as a worker takes them, timed. */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a decoder of random weights on random rows of one segment each, and prints each"
          + " step's seconds: forward, backward and update.",
      "The last lines are predicted_peak_bytes=<as flan plan says>, tokens_per_second=<median> and",
      "peak_bytes=<the process's peak resident memory>."
    })
public final class TrainingBenchmark implements FlanCommand {
  @Option(names = "--layers", description = "Default: ${DEFAULT-VALUE}.")
  private int layers = 12;

  @Option(names = "--width", description = "Default: ${DEFAULT-VALUE}.")
  private int width = 768;

  @Option(names = "--heads", description = "Default: ${DEFAULT-VALUE}.")
  private int heads = 12;

  @Option(names = "--vocabulary", description = "Default: ${DEFAULT-VALUE}.")
  private int vocabulary = 50257;

  @Option(names = "--batch", description = "Rows of a step (default: ${DEFAULT-VALUE}).")
  private int batch = 4;

  @Option(names = "--length", description = "Tokens of a row (default: ${DEFAULT-VALUE}).")
  private int length = 256;

  @Option(
      names = "--counted",
      description = "The share of positions that count in the loss (default: ${DEFAULT-VALUE}).")
  private double counted = 0.15;

  @Option(names = "--steps", description = "Default: ${DEFAULT-VALUE}.")
  private int steps = 6;

  @Option(names = "--threads", description = "Default: the machine's processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--family", description = "gpt2, llama or qwen2 (default: ${DEFAULT-VALUE}).")
  private String family = ModelShape.GPT2;

  @Option(names = "--optimizer", description = "ADAMW or ADAFACTOR (default: ${DEFAULT-VALUE}).")
  private Optimizer optimizer = Optimizer.ADAMW;

  @Option(names = "--backend", description = "AUTO, CPU or ND4J (default: ${DEFAULT-VALUE}).")
  private Backend backend = Backend.AUTO;

  @Option(
      names = "--recompute-activations",
      description = "Computes activations again on the way back instead of keeping them.")
  private boolean recompute;

  public static void main(String[] args) {
    CommandFrame.main(new TrainingBenchmark(), args);
  }

  @Override
  public Outcome run() {
    require(steps >= 1, "--steps", steps, "at least 1");
    require(threads >= 1, "--threads", threads, "at least 1");
    require(length >= 2, "--length", length, "at least 2");
    require(counted > 0 && counted <= 1, "--counted", counted, "above 0 and at most 1");
    ModelShape shape = shape();
    RandomRows rows = new RandomRows(batch, length, vocabulary, counted, 1);
    MultiLayerNetwork network = network(shape);
    List<Double> seconds = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      seconds.add(step(network, DecoderNetwork.dataSet(rows.next())));
      print(
          "step %s %.3f s loss %.3f",
          step, seconds.get(step - 1), DecoderNetwork.lastStep(network).meanLoss());
    }
    print("predicted_peak_bytes=%s", predictedPeak(shape));
    print("tokens_per_second=%.1f", batch * length / median(seconds));
    print("peak_bytes=%s", PeakMemory.bytes());
    return Outcome.done("measured");
  }

  private MultiLayerNetwork network(ModelShape shape) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(DecoderNetwork.configuration(shape, learning(), compute()));
    network.init();
    RandomWeights.write(shape, 1, DecoderNetwork.parameters(network));
    return network;
  }

  private NetworkSettings learning() {
    return new NetworkSettings(
        optimizer, 3e-5, Schedule.CONSTANT, 0, steps, 0.01, 0.9, 0.999, 1e-8, 1);
  }

  private ComputeSettings compute() {
    ActivationMemory activations = recompute ? ActivationMemory.RECOMPUTED : ActivationMemory.KEPT;
    return new ComputeSettings(backend, threads, 1, activations);
  }

  /** As {@code flan plan} predicts it for a worker that takes these steps. */
  private long predictedPeak(ModelShape shape) {
    int tokens = (int) Math.ceil(counted * batch * length);
    Load load = new Load(batch, length, tokens);
    return new MemoryPlan(TrainingMemory.of(shape, learning(), compute(), load)).peakBytes();
  }

  private ModelShape shape() {
    try {
      return ModelShape.of(family, layers, width, heads, length, vocabulary).build();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private static double step(MultiLayerNetwork network, DataSet batch) {
    long start = System.nanoTime();
    network.fit(batch);
    return (System.nanoTime() - start) * 1e-9;
  }
}
