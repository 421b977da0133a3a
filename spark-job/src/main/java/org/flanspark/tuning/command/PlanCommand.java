package org.flanspark.tuning.command;

import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.plan.Forecast;
import org.flanspark.tuning.plan.PlanLines;
import org.flanspark.tuning.plan.PlanPage;
import org.flanspark.tuning.plan.PlannedRun;
import org.flanspark.tuning.plan.Rates;
import org.flanspark.tuning.plan.SubmitLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan plan}: what a run will need, before it is started. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Predicts a training's memory, its bytes and seconds a round, and its time, and prints the"
          + " spark-submit line that fits; from the configuration and what is prepared alone.",
      "The last lines are key=value; worker_peak_bytes is a worker's engine and process, without"
          + " what averaging needs."
    })
public final class PlanCommand implements FlanCommand {
  private static final double GIGA = 1e9;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--executor-cores",
      paramLabel = "N",
      description =
          "Cores of each executor, one worker in each; default: execution.threads, or this"
              + " machine's processors.")
  private @Nullable Integer executorCores;

  @Option(
      names = "--gigaflops-per-worker",
      paramLabel = "N",
      description =
          "What a worker computes, in 1e9 operations a second over whole updates; default: what the"
              + " run in output.run has measured, or what its cores would do with AVX-512.")
  private @Nullable Double gigaflopsPerWorker;

  @Option(
      names = "--gigabytes-per-second",
      paramLabel = "N",
      description =
          "What the link of one machine carries, in 1e9 bytes a second; default: what the run in"
              + " output.run has measured, or 1.")
  private @Nullable Double gigabytesPerSecond;

  public static void main(String[] args) {
    CommandFrame.main(new PlanCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    requirePositive("--executor-cores", executorCores);
    requirePositive("--gigaflops-per-worker", gigaflopsPerWorker);
    requirePositive("--gigabytes-per-second", gigabytesPerSecond);
    int cores = cores(config);
    PlannedRun run = PlannedRun.of(config, new Configuration());
    Forecast forecast = Forecast.of(config, run, cores, rates(config, run, cores));
    SubmitLine submit =
        new SubmitLine(
            TrainCommand.class.getName(), config.averaging().workers(), cores, options.arguments());
    System.out.print(
        String.join(
            "\n",
            PlanPage.of(forecast),
            "what fits; --master and --deploy-mode are your cluster's\n",
            submit.text(forecast.plan()) + "\n",
            PlanLines.of(forecast)));
    return Outcome.done("planned");
  }

  private int cores(RunConfig config) {
    if (executorCores != null) {
      return executorCores;
    }
    Integer threads = config.execution().threads();
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private Rates rates(RunConfig config, PlannedRun run, int cores) {
    Rates rates = Rates.of(config, run, cores, new Configuration());
    if (gigaflopsPerWorker != null) {
      rates = rates.withComputing(gigaflopsPerWorker * GIGA);
    }
    return gigabytesPerSecond == null ? rates : rates.withNetwork(gigabytesPerSecond * GIGA);
  }

  private static void requirePositive(String option, @Nullable Number value) {
    if (value != null && !(value.doubleValue() > 0)) {
      throw new ConfigException("Invalid %s: %s, expected above 0".formatted(option, value));
    }
  }
}
