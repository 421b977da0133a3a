package org.flanspark.tuning.nightly;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;

/**
 * Where things lie in {@code nightly.folder}.
 *
 * <pre>
 * promoted.json              the model in service: {@link Promotion}
 * nights/2026-01-31/         the run of a night, as train, evaluate and report leave it
 *   night.json  summary.txt  how far it came, how it ended and why
 *   in-service/results/      the answers of the model in service to the same prompts
 * .lock
 * </pre>
 *
 * @param path a whole address
 * @param nights the runs
 * @param pointer to the model in service
 */
record NightlyFolder(Path path, Nights nights, ServicePointer pointer) {
  static NightlyFolder of(RunConfig config, Configuration hadoop) {
    Path path = new Path(config.nightly().folder());
    try {
      Path whole = path.getFileSystem(hadoop).makeQualified(path);
      return new NightlyFolder(whole, new Nights(whole, hadoop), new ServicePointer(whole, hadoop));
    } catch (IOException e) {
      throw new ConfigException(
          "Cannot reach nightly.folder %s: %s".formatted(path, e.getMessage()));
    }
  }
}
