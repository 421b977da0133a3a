package org.flanspark.tuning.tracking.mlflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.flanspark.tuning.huggingface.FolderFiles;

/**
 * {@code mlflow.json} of a run's folder: which MLflow run shows it.
 *
 * @param address of the server, without secrets
 * @param id of the run there
 * @param sentRound the last round that the server has
 */
record KnownRun(String address, String id, int sentRound) {
  static final String FILE = "mlflow.json";

  private static final String ADDRESS = "tracking_uri";
  private static final String ID = "run_id";
  private static final String SENT_ROUND = "sent_round";

  /** The run that the folder names on this server. */
  static Optional<KnownRun> read(FolderFiles folder, String address) {
    if (!folder.has(FILE)) {
      return Optional.empty();
    }
    ObjectNode json = folder.readJson(FILE);
    return Optional.of(
            new KnownRun(
                json.path(ADDRESS).asText(), json.path(ID).asText(), json.path(SENT_ROUND).asInt()))
        .filter(run -> run.address().equals(address) && !run.id().isEmpty());
  }

  KnownRun with(int lastSentRound) {
    return new KnownRun(address, id, lastSentRound);
  }

  void write(FolderFiles folder) {
    folder.writeJson(
        FILE,
        MlflowClient.newObject().put(ADDRESS, address).put(ID, id).put(SENT_ROUND, sentRound));
  }
}
