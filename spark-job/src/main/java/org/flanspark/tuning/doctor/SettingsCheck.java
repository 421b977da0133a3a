package org.flanspark.tuning.doctor;

/**
 * Spark's own settings are such that {@code train} does not refuse them.
 *
 * @param refusal throws what is wrong
 */
record SettingsCheck(Runnable refusal) implements Check {
  @Override
  public String name() {
    return "settings";
  }

  @Override
  public String remedy() {
    return "change it in the profile's spark-defaults.conf, or with --conf";
  }

  @Override
  public Finding find() {
    refusal.run();
    return Finding.ok(name(), "nothing that train refuses");
  }
}
