package org.flanspark.tuning.tracking.mlflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A tracking server on the loopback interface that answers what it was told, and remembers. */
public final class TestMlflow implements AutoCloseable {
  private static final String API = "/api/2.0/mlflow/";
  private static final String MISSING = "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** What was asked; the authorization is empty where there was none. */
  public record Request(String what, String authorization, String body) {}

  private record Answer(int status, String body) {}

  private TestMlflow(HttpServer server) {
    this.server = server;
  }

  /** A server without experiments: it makes experiment 7 and run {@code abc}. */
  public static TestMlflow start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TestMlflow mlflow = new TestMlflow(http);
      mlflow.answers("experiments/get-by-name", 404, MISSING);
      mlflow.answers("experiments/create", 200, "{\"experiment_id\": \"7\"}");
      mlflow.answers("runs/create", 200, "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}");
      http.createContext("/", mlflow::handle);
      http.setExecutor(mlflow.threads);
      http.start();
      return mlflow;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void answers(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
  }

  /** Answers nothing until this is counted down. */
  CountDownLatch hold() {
    gate = new CountDownLatch(1);
    return gate;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> requests(String what) {
    return requests().stream().filter(request -> request.what().equals(what)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      String query = exchange.getRequestURI().getRawQuery();
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      requests.add(
          new Request(
              exchange.getRequestMethod() + " " + path + (query == null ? "" : "?" + query),
              authorization == null ? "" : authorization,
              body));
      awaitGate();
      Answer answer = answers.getOrDefault(path.substring(API.length()), new Answer(200, "{}"));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void awaitGate() {
    try {
      CountDownLatch waitedFor = gate;
      while (!waitedFor.await(10, TimeUnit.MILLISECONDS)) {
        if (closing.getCount() == 0) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
