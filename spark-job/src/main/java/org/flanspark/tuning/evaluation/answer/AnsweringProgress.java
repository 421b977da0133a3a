package org.flanspark.tuning.evaluation.answer;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every few seconds how many prompts are answered and how long the rest will take. */
final class AnsweringProgress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnsweringProgress.class);
  private static final long PERIOD_SECONDS = 5;

  private final String model;
  private final long total;
  private final LongSupplier answered;
  private final long startNanos = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(AnsweringProgress::daemon);
  private long lastAnswered;

  private AnsweringProgress(String model, long total, LongSupplier answered) {
    this.model = model;
    this.total = total;
    this.answered = answered;
  }

  /** Starts to report; closing stops. */
  static AnsweringProgress start(String model, long total, LongSupplier answered) {
    AnsweringProgress progress = new AnsweringProgress(model, total, answered);
    progress.timer.scheduleAtFixedRate(
        progress::logNews, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return progress;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "evaluation-progress");
    thread.setDaemon(true);
    return thread;
  }

  private void logNews() {
    long now = answered.getAsLong();
    if (now > lastAnswered) {
      lastAnswered = now;
      LOG.info(line(model, now, total, (System.nanoTime() - startNanos) / 1e9));
    }
  }

  /** {@code tuned | 512/2048 prompts | 64.0 prompts/s | 24 s left}. */
  static String line(String model, long answered, long total, double seconds) {
    double rate = answered / seconds;
    Duration left = Duration.ofSeconds(Math.round(Math.max(0, total - answered) / rate));
    return String.format(
        Locale.ROOT,
        "%s | %s/%s prompts | %.1f prompts/s | %s left",
        model,
        answered,
        total,
        rate,
        text(left));
  }

  private static String text(Duration time) {
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
