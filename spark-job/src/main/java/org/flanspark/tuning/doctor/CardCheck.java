package org.flanspark.tuning.doctor;

import org.flanspark.tuning.kernel.device.Device;

/**
 * The graphics card: asked for, given, and one that the job jar computes on.
 *
 * @param executor whether tasks run here
 * @param asked {@code spark.executor.resource.gpu.amount}; empty where it is not set
 * @param given the address in the task's resources; empty without one
 */
record CardCheck(boolean executor, String asked, String given) implements Check {
  @Override
  public String name() {
    return "gpu";
  }

  @Override
  public String remedy() {
    return "cluster-conf/gpu/README.md says what each kind of cluster needs";
  }

  @Override
  public Finding find() {
    boolean jarForCards = Device.holdsCuda();
    if (jarForCards && !given.isEmpty()) {
      Device.use(given);
    }
    return judge(new CardFacts(executor, asked, given, jarForCards, Device.cards()));
  }

  Finding judge(CardFacts facts) {
    if (facts.asked().isEmpty()) {
      return notAsked(facts);
    }
    if (!facts.executor()) {
      return Finding.ok(
          name(), "the executors are asked for %s".formatted(facts.asked()) + seen(facts));
    }
    if (facts.given().isEmpty()) {
      return Finding.fail(
          name(),
          "%s asked for, none given to the task".formatted(facts.asked()),
          "set spark.task.resource.gpu.amount and a discovery script; " + remedy());
    }
    if (!facts.jarForCards()) {
      return Finding.warn(
          name(),
          "address %s, left idle: the job jar computes on the processor".formatted(facts.given()),
          "build the job jar with the Maven profile cuda, or ask for no card");
    }
    return Finding.ok(name(), "address %s".formatted(facts.given()) + seen(facts));
  }

  private Finding notAsked(CardFacts facts) {
    return facts.jarForCards()
        ? Finding.warn(
            name(),
            "no GPU asked for, and the job jar computes on cards" + seen(facts),
            "set spark.executor.resource.gpu.amount=1, or all executors of a host share its first"
                + " card; "
                + remedy())
        : Finding.ok(name(), "no GPU asked for");
  }

  private static String seen(CardFacts facts) {
    return facts.seen().isEmpty() ? "" : "; seen: " + String.join(", ", facts.seen());
  }
}
