package org.flanspark.tuning.command;

import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.network.TrainingMemory;
import org.flanspark.tuning.plan.MemoryPlan;
import org.flanspark.tuning.plan.PlannedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flan plan}: what a run will need, before it is started. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Predicts the memory that a worker's updates need, from the configuration alone.")
public final class PlanCommand implements FlanCommand {
  @Mixin private ConfigOptions options = new ConfigOptions();

  public static void main(String[] args) {
    CommandFrame.main(new PlanCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    PlannedRun run = PlannedRun.of(config, new Configuration());
    Integer threads = config.execution().threads();
    MemoryPlan plan =
        MemoryPlan.of(
            run, config, threads == null ? Runtime.getRuntime().availableProcessors() : threads);
    System.out.print(page(config, run, plan));
    return Outcome.done("planned");
  }

  private static String page(RunConfig config, PlannedRun run, MemoryPlan plan) {
    TrainingMemory engine = plan.engine();
    return line("model", "%s parameters, %s".formatted(parameters(run), run.shape().family()))
        + line("update", update(config, run))
        + line("parameters", bytes(engine.parameters()))
        + line("gradients", bytes(engine.gradients()))
        + line("optimizer state", bytes(engine.optimizerState()))
        + line("activations", bytes(engine.activations()))
        + line("process", bytes(plan.peakBytes() - engine.total()))
        + line("worker", bytes(plan.peakBytes()) + ", and what averaging needs")
        + "worker_peak_bytes="
        + plan.peakBytes()
        + "\n";
  }

  private static long parameters(PlannedRun run) {
    return ParameterLayout.of(run.shape()).size();
  }

  private static String update(RunConfig config, PlannedRun run) {
    return "%s rows of %s tokens, %s counted, in %s part(s)"
        .formatted(
            run.update().rows(),
            run.update().time(),
            run.update().counted(),
            config.training().accumulate());
  }

  private static String line(String what, String amount) {
    return String.format(Locale.ROOT, "%-17s%s%n", what, amount);
  }

  private static String bytes(long count) {
    return String.format(Locale.ROOT, "%,17d bytes", count);
  }
}
