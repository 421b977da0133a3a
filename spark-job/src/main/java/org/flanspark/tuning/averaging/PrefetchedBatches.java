package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.loader.LocalFileSource;
import org.nd4j.linalg.dataset.DataSet;

/** Batches by their paths: the next one is read while this one is computed. */
final class PrefetchedBatches implements Iterator<DataSet>, AutoCloseable {
  private final Iterator<String> paths;
  private final DataSetLoader loader;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "batch-reader");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable Future<DataSet> coming;

  PrefetchedBatches(Iterator<String> paths, DataSetLoader loader) {
    this.paths = paths;
    this.loader = loader;
    fetch();
  }

  @Override
  public boolean hasNext() {
    return coming != null;
  }

  @Override
  public DataSet next() {
    Future<DataSet> next = coming;
    if (next == null) {
      throw new NoSuchElementException("no batch is left");
    }
    DataSet batch = await(next);
    fetch();
    return batch;
  }

  private void fetch() {
    if (paths.hasNext()) {
      String path = paths.next();
      coming = reader.submit(() -> loader.load(new LocalFileSource(path)));
    } else {
      coming = null;
    }
  }

  private static DataSet await(Future<DataSet> coming) {
    try {
      return coming.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Cannot read a batch: the task was stopped"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException("Cannot read a batch", e.getCause());
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
