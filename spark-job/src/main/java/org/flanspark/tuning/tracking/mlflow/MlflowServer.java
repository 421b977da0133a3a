package org.flanspark.tuning.tracking.mlflow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.flanspark.config.ConfigException;

/**
 * Where an MLflow server is and who asks it, from the environment that MLflow's own client reads.
 *
 * @param address without a slash at its end
 * @param experiment its name
 * @param authorization the header that goes with every request; empty where the server wants none
 */
record MlflowServer(URI address, String experiment, Optional<String> authorization) {
  private static final String ADDRESS = "MLFLOW_TRACKING_URI";

  /**
   * The server that the environment names; none where it names none.
   *
   * @throws ConfigException where its address is of another kind than this program can use
   */
  static Optional<MlflowServer> of(Map<String, String> environment) {
    return value(ADDRESS, environment)
        .map(
            text ->
                new MlflowServer(
                    address(text),
                    value("MLFLOW_EXPERIMENT_NAME", environment).orElse("flanspark"),
                    authorization(environment)));
  }

  /** The address is not repeated where it may hold a password. */
  private static URI address(String text) {
    URI address;
    try {
      address = URI.create(text.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("Invalid %s: no valid address".formatted(ADDRESS));
    }
    if (address.getRawUserInfo() != null || text.contains("@")) {
      throw new ConfigException(
          "Invalid %s: it holds a user's name or password, expected these in MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
              .formatted(ADDRESS));
    }
    if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
      throw new ConfigException(
          "Invalid %s: %s, expected the http or https address of a tracking server"
              .formatted(ADDRESS, text));
    }
    return address;
  }

  private static Optional<String> authorization(Map<String, String> environment) {
    Optional<String> token =
        value("MLFLOW_TRACKING_TOKEN", environment).map(text -> "Bearer " + text);
    return value("MLFLOW_TRACKING_USERNAME", environment)
        .map(user -> user + ":" + value("MLFLOW_TRACKING_PASSWORD", environment).orElse(""))
        .map(pair -> Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
        .map(encoded -> "Basic " + encoded)
        .or(() -> token);
  }

  private static Optional<String> value(String name, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  /** A record's own text would hold the secret. */
  @Override
  public String toString() {
    return "MLflow at " + address;
  }
}
