package org.flanspark.tuning.averaging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Work on slices that waits for the network, a few at a time. */
final class InParallel {
  private static final int THREADS = 2;

  private InParallel() {}

  /** Waits until all that such threads were given has been done. */
  static void end(ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.DAYS)) {
        throw new IllegalStateException("Slices have been under way for a day");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException("Interrupted while slices were under way", e);
    }
  }

  /** Hands over the results in the order of the items, while others are still to come. */
  static <T, R> void forEach(List<T> items, Function<T, R> work, Consumer<R> use) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, items.size()));
    try {
      List<Future<R>> coming = new ArrayList<>();
      for (T item : items) {
        coming.add(threads.submit(() -> work.apply(item)));
      }
      for (Future<R> next : coming) {
        use.accept(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException("Interrupted while slices were under way", e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
