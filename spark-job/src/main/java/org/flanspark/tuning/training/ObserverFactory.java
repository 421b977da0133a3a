package org.flanspark.tuning.training;

import org.apache.hadoop.conf.Configuration;

/** Makes the observer of a run, once its folder and data are known to be fine. */
@FunctionalInterface
public interface ObserverFactory {
  TrainingObserver observe(RunFolder folder, PreparedShards data, Configuration hadoop);
}
