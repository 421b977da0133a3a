package org.flanspark.tuning.plan;

import org.flanspark.config.RunConfig;

/**
 * All that can be said of a run before it starts, part by part.
 *
 * @param config its settings
 * @param run what is known of it
 * @param driver what the driver holds
 * @param worker what each executor holds
 * @param work of one update
 * @param rates at which it goes
 * @param plan what these come to
 */
public record Forecast(
    RunConfig config,
    PlannedRun run,
    DriverMemory driver,
    WorkerMemory worker,
    UpdateWork work,
    Rates rates,
    RunPlan plan) {

  /**
   * A run whose workers compute on so many threads, at these rates.
   *
   * @throws org.flanspark.config.ConfigException if the backend cannot run on this machine
   */
  public static Forecast of(RunConfig config, PlannedRun run, int threads, Rates rates) {
    WorkerMemory worker = WorkerMemory.of(run, config, threads);
    DriverMemory driver = DriverMemory.of(worker.engine(), config.averaging());
    UpdateWork work = UpdateWork.of(run, config);
    Traffic traffic = Traffic.of(worker.engine(), config.averaging());
    RoundCosts round = RoundCosts.of(config, traffic, work, rates);
    RunPlan plan =
        new RunPlan(
            driver.process(),
            worker.process(),
            round,
            RunCosts.of(config, run, round).orElse(null));
    return new Forecast(config, run, driver, worker, work, rates, plan);
  }
}
