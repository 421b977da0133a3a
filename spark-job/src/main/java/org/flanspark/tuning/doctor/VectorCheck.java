package org.flanspark.tuning.doctor;

/**
 * Java's Vector API, an incubator module that a process has only where it is asked for.
 *
 * @param present whether this process has it
 */
record VectorCheck(boolean present) implements Check {
  private static final String MODULE = "jdk.incubator.vector";

  static VectorCheck ofThisProcess() {
    return new VectorCheck(ModuleLayer.boot().findModule(MODULE).isPresent());
  }

  @Override
  public String name() {
    return "vectors";
  }

  @Override
  public String remedy() {
    return "start with --add-modules=jdk.incubator.vector in spark.driver.defaultJavaOptions and"
        + " spark.executor.defaultJavaOptions, as scripts/flan does";
  }

  @Override
  public Finding find() {
    return present
        ? Finding.ok(name(), "module " + MODULE)
        : Finding.fail(
            name(), "no module " + MODULE + ", so the processor computes value by value", remedy());
  }
}
