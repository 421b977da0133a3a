package org.flanspark.tuning.plan;

import java.util.Locale;
import org.flanspark.config.AveragingMaster;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.network.TrainingMemory;

/** A forecast as a person reads it. */
public final class PlanPage {
  private static final double GIGA = 1e9;
  private static final double MINUTE_SECONDS = 60;
  private static final double HOUR_SECONDS = 60 * MINUTE_SECONDS;

  private final Forecast forecast;
  private final RunConfig config;
  private final RunPlan plan;

  private PlanPage(Forecast forecast) {
    this.forecast = forecast;
    this.config = forecast.config();
    this.plan = forecast.plan();
  }

  /** The page. */
  public static String of(Forecast forecast) {
    PlanPage page = new PlanPage(forecast);
    return String.join(
        "\n", page.run(), page.executor(), page.driver(), page.processes(), page.round());
  }

  private String run() {
    PlannedRun run = forecast.run();
    return line(
            "model",
            "%,d parameters, %s",
            ParameterLayout.of(run.shape()).size(),
            run.shape().family())
        + line(
            "update",
            "%s rows of %s tokens, %s counted, in %s part(s)",
            run.update().rows(),
            run.update().time(),
            run.update().counted(),
            config.training().accumulate())
        + (config.averaging().master() == AveragingMaster.DL4J ? dl4j() : "");
  }

  private static String dl4j() {
    return line(
        "master",
        "dl4j moves parameters and moments in float32, whole, through the driver's heap; memory and"
            + " bytes below are those of flanspark");
  }

  private String executor() {
    WorkerMemory worker = forecast.worker();
    TrainingMemory engine = worker.engine();
    return "outside the heap of an executor\n"
        + bytes("parameters", engine.parameters())
        + bytes("gradients", engine.gradients())
        + bytes("optimizer state", engine.optimizerState())
        + bytes("activations", engine.activations())
        + bytes("received", worker.received())
        + bytes("moments' copy", worker.momentsCopy())
        + bytes("validation", worker.validation());
  }

  private String driver() {
    DriverMemory driver = forecast.driver();
    return "outside the heap of the driver\n"
        + bytes("parameters", driver.parameters())
        + bytes("means received", driver.means())
        + bytes("velocity", driver.velocity())
        + bytes("moments", driver.moments());
  }

  private String processes() {
    ProcessMemory driver = plan.driver();
    ProcessMemory executor = plan.executor();
    return text("%-17s%11s%15s\n", "", "driver", "an executor")
        + memory("heap", driver.heapBytes(), executor.heapBytes(), "spark.*.memory")
        + memory(
            "off-heap",
            driver.offHeapBytes(),
            executor.offHeapBytes(),
            "the engine's part of the overhead: JavaCPP's maxbytes")
        + memory(
            "overhead",
            driver.overheadBytes(),
            executor.overheadBytes(),
            "all that is not heap: spark.*.memoryOverhead")
        + memory(
            "container",
            driver.containerBytes(),
            executor.containerBytes(),
            "heap and overhead: JavaCPP's maxphysicalbytes");
  }

  private String round() {
    RoundCosts round = plan.round();
    Traffic traffic = round.traffic();
    return text(
            "a round of %s updates of each of %s workers\n",
            config.averaging().localSteps(), config.averaging().workers())
        + bytes("sent", traffic.sentBytes())
        + bytes("returned", traffic.returnedBytes())
        + bytes("reduced", traffic.reducedBytes())
        + line("local steps", "%,17.2f seconds, %s", round.localSeconds(), computing())
        + line("exchange", "%,17.2f seconds, %s", round.exchangeSeconds(), network())
        + "\n"
        + wholeRun();
  }

  private String computing() {
    return text(
        "%.3g gigaflop an update at %.3g a second: %s",
        forecast.work().total() / GIGA,
        forecast.rates().computing().perSecond() / GIGA,
        forecast.rates().computing().basis());
  }

  private String network() {
    return text(
        "%.3g gigabytes over the busiest link at %.3g a second: %s",
        plan.round().traffic().linkBytes() / GIGA,
        forecast.rates().network().perSecond() / GIGA,
        forecast.rates().network().basis());
  }

  private String wholeRun() {
    RunCosts run = plan.run();
    return run == null
        ? line("the run", "unknown: no training rows in %s", config.output().prepared())
        : line(
            "the run",
            "%s rounds, %s updates of each worker, %s, without validation and checkpoints",
            run.rounds(),
            run.steps(),
            time(run.seconds()));
  }

  private static String time(double seconds) {
    return seconds < 2 * HOUR_SECONDS
        ? text("%.1f minutes", seconds / MINUTE_SECONDS)
        : text("%.1f hours", seconds / HOUR_SECONDS);
  }

  private static String bytes(String what, long count) {
    return line(what, "%,17d bytes", count);
  }

  private static String memory(String what, long driver, long executor, String setting) {
    return line(
        what,
        "%,7d MiB%,11d MiB   %s",
        driver / ProcessMemory.MEBIBYTE,
        executor / ProcessMemory.MEBIBYTE,
        setting);
  }

  private static String line(String what, String format, Object... values) {
    return text("%-17s", what) + text(format, values) + "\n";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
