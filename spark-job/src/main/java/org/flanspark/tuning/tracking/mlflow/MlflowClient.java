package org.flanspark.tuning.tracking.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The few requests of MLflow's <a href="https://mlflow.org/docs/latest/rest-api.html">REST API</a>
 * that a training needs. Redirections are not followed: the header with the secret would go along.
 */
final class MlflowClient {
  private static final String API = "/api/2.0/mlflow/";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final MlflowServer server;
  private final Duration patience;
  private final HttpClient http;

  /**
   * A client.
   *
   * @param patience with each request
   */
  MlflowClient(MlflowServer server, Duration patience) {
    this.server = server;
    this.patience = patience;
    // HTTP/2's upgrade header is more than some proxies bear.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  static ObjectNode newObject() {
    return JSON.createObjectNode();
  }

  /** The id of the server's experiment, which is made where there is none of its name. */
  String experiment() {
    try {
      return findExperiment();
    } catch (MlflowException e) {
      if (!e.isMissing()) {
        throw e;
      }
    }
    try {
      return post("experiments/create", newObject().put("name", server.experiment()))
          .path("experiment_id")
          .asText();
    } catch (MlflowException e) {
      if (e.isThereAlready()) {
        // Another run made it in between.
        return findExperiment();
      }
      throw e;
    }
  }

  private String findExperiment() {
    String name = URLEncoder.encode(server.experiment(), StandardCharsets.UTF_8);
    return get("experiments/get-by-name?experiment_name=" + name)
        .at("/experiment/experiment_id")
        .asText();
  }

  /** Makes a run, and gives its id. */
  String createRun(ObjectNode run) {
    return post("runs/create", run).at("/run/info/run_id").asText();
  }

  void update(ObjectNode run) {
    post("runs/update", run);
  }

  void logBatch(ObjectNode batch) {
    post("runs/log-batch", batch);
  }

  private JsonNode get(String path) {
    return send(path, request(path).GET());
  }

  private JsonNode post(String path, ObjectNode body) {
    return send(
        path,
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + API + path)).timeout(patience);
    server.authorization().ifPresent(secret -> request.header("Authorization", secret));
    return request;
  }

  private JsonNode send(String path, HttpRequest.Builder request) {
    String what = path.replaceAll("\\?.*", "");
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      JsonNode body = parse(response.body());
      if (response.statusCode() != 200) {
        throw MlflowException.refused(
            what, response.statusCode(), body.path("error_code").asText());
      }
      return body;
    } catch (IOException e) {
      throw MlflowException.unanswered(what, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MlflowException.unanswered(what, "the run has ended");
    }
  }

  /** A proxy's error page is no JSON, and its status says enough. */
  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return newObject();
    }
  }
}
