package org.flanspark.tuning.tracking.sparkmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.flanspark.data.LocalSpark;
import org.flanspark.tuning.tracking.Rounds;
import org.flanspark.tuning.training.TrainingEnd;
import org.junit.jupiter.api.Test;

/** Asks the servlet of a real application, as Prometheus does. */
class SparkMetricsIT {
  private static final Pattern GAUGE =
      Pattern.compile("(?m)^metrics_\\w+_driver_training_(\\w+)_Value\\{type=\"gauges\"} (\\S+)$");

  @Test
  void prometheusFindsTheLatestRound() throws IOException, InterruptedException {
    LocalSpark.session();
    SparkMetricsWatcher watcher = new SparkMetricsWatcher();
    watcher.begins(List.of());
    assertThat(scraped()).containsEntry("loss", "NaN").containsEntry("round", "NaN");

    watcher.roundDone(Rounds.round(2), Rounds.OUTLOOK);
    watcher.roundDone(Rounds.round(3), Rounds.OUTLOOK);
    watcher.ended(TrainingEnd.FINISHED);

    assertThat(scraped())
        .containsEntry("round", "3.0")
        .containsEntry("rounds_total", "4.0")
        .containsEntry("seconds_left", "120.0")
        .containsEntry("loss", "1.5")
        .as("the last that was measured")
        .containsEntry("validation_loss", "1.25")
        .containsEntry("tokens_per_second", "200.0")
        .containsEntry("total_tokens", "2400.0")
        .containsEntry("seconds_local", "3.0")
        .containsEntry("seconds_sending", "0.25")
        .containsEntry("seconds_reducing", "0.5")
        .containsEntry("seconds_outer", "0.125");
  }

  @Test
  void theNextRunInTheSameApplicationTakesItsPlace() throws IOException, InterruptedException {
    LocalSpark.session();
    SparkMetricsWatcher first = new SparkMetricsWatcher();
    first.begins(List.of());
    first.roundDone(Rounds.round(3), Rounds.OUTLOOK);
    SparkMetricsWatcher second = new SparkMetricsWatcher();
    second.begins(List.of());
    second.roundDone(Rounds.round(1), Rounds.OUTLOOK);

    assertThat(scraped()).containsEntry("round", "1.0");
  }

  private static Map<String, String> scraped() throws IOException, InterruptedException {
    String page = LocalSpark.session().sparkContext().uiWebUrl().get() + "/metrics/prometheus/";
    String text =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString())
            .body();
    Map<String, String> gauges = new TreeMap<>();
    for (MatchResult gauge : GAUGE.matcher(text).results().toList()) {
      gauges.put(gauge.group(1), gauge.group(2));
    }
    return gauges;
  }
}
