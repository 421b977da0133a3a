package org.flanspark.tuning.tracking.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.training.TrainingEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MLflow run of a training: found again by the id in the run's folder, or made. */
final class RunOnServer {
  private static final Logger LOG = LoggerFactory.getLogger(RunOnServer.class);
  private static final String RUN_ID = "run_id";

  private final MlflowClient client;
  private final FolderFiles folder;
  private final Deque<ArrayNode> unsentSettings = new ArrayDeque<>();
  private KnownRun run;
  private boolean isKept = true;

  private RunOnServer(MlflowClient client, FolderFiles folder, KnownRun run) {
    this.client = client;
    this.folder = folder;
    this.run = run;
  }

  /**
   * The run of this folder, said to be running.
   *
   * @param millis now, since 1970
   */
  static RunOnServer open(
      MlflowClient client, String address, RunConfig config, FolderFiles folder, long millis) {
    return KnownRun.read(folder, address)
        .map(known -> new RunOnServer(client, folder, known))
        .filter(RunOnServer::goesOn)
        .orElseGet(() -> made(client, address, config, folder, millis));
  }

  /** Not where it was deleted there. */
  private boolean goesOn() {
    try {
      client.update(withId().put("status", "RUNNING"));
      return true;
    } catch (MlflowException e) {
      if (e.isMissing() || e.isOfTheRequest()) {
        return false;
      }
      throw e;
    }
  }

  private static RunOnServer made(
      MlflowClient client, String address, RunConfig config, FolderFiles folder, long millis) {
    ObjectNode asked =
        MlflowClient.newObject()
            .put("experiment_id", client.experiment())
            .put("run_name", folder.path().getName())
            .put("start_time", millis);
    ArrayNode tags = asked.putArray("tags");
    tags.addObject().put("key", "mlflow.source.name").put("value", "flan train");
    tags.addObject().put("key", "flanspark.run").put("value", folder.path().toString());
    RunOnServer made =
        new RunOnServer(client, folder, new KnownRun(address, client.createRun(asked), 0));
    made.keep();
    made.unsentSettings.addAll(SettingParameters.batches(config.toTree()));
    return made;
  }

  int sentRound() {
    return run.sentRound();
  }

  /** Sends what is left of a new run's settings: MLflow wants them once, and unchanged. */
  void sendSettings() {
    while (!unsentSettings.isEmpty()) {
      client.logBatch(withId().set("params", unsentSettings.getFirst()));
      unsentSettings.removeFirst();
    }
  }

  /** Passes over settings that the server has refused for what they are. */
  void dropSettings() {
    unsentSettings.clear();
  }

  /** Tells of these rounds in one request, and notes that it did. */
  void send(List<SeenRound> rounds) {
    ObjectNode batch = withId();
    ArrayNode metrics = batch.putArray("metrics");
    rounds.forEach(round -> round.putInto(metrics));
    client.logBatch(batch);
    passOver(rounds);
  }

  /** Notes that the server is not to be told of these rounds any more. */
  void passOver(List<SeenRound> rounds) {
    run = run.with(rounds.get(rounds.size() - 1).metrics().round());
    keep();
  }

  /** Without the note a resumed run would be another one in MLflow, which is better than none. */
  private void keep() {
    try {
      run.write(folder);
    } catch (UncheckedIOException e) {
      if (isKept) {
        LOG.warn("A resumed run will be another one in MLflow: {}", e.getMessage());
      }
      isKept = false;
    }
  }

  void end(TrainingEnd end, long millis) {
    client.update(withId().put("status", end.name()).put("end_time", millis));
  }

  private ObjectNode withId() {
    return MlflowClient.newObject().put(RUN_ID, run.id());
  }
}
