package org.flanspark.tuning.averaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers that live in this process. Each is found again by its run and number; where more come
 * than may live here, since another executor was lost, the one used longest ago is given up, and
 * its moments wait for it on disk.
 */
final class LivingWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(LivingWorkers.class);
  private static final Map<Key, LivingWorker> LIVING = new LinkedHashMap<>(16, 0.75f, true);

  private static final Map<Key, ParkedMoments> PARKED = new HashMap<>();

  private LivingWorkers() {}

  /**
   * A worker of a run.
   *
   * @param run tells runs apart that this process has seen
   * @param worker its number
   */
  record Key(String run, int worker) {}

  /**
   * The worker, taken for one attempt: {@link LivingWorker#giveBack} is owed.
   *
   * @param mayLive how many workers of a run may live in this process
   */
  static LivingWorker take(Key key, int mayLive, Supplier<LivingWorker> maker) {
    synchronized (LIVING) {
      LivingWorker worker = LIVING.get(key);
      if (worker == null) {
        makeRoom(key.run(), mayLive);
        worker = maker.get();
        LIVING.put(key, worker);
        ParkedMoments parked = PARKED.remove(key);
        if (parked != null) {
          worker.unpark(parked);
        }
      }
      worker.take();
      return worker;
    }
  }

  /** The worker, where it lives here; taken as by {@link #take}. */
  static Optional<LivingWorker> takeIfHere(Key key) {
    synchronized (LIVING) {
      Optional<LivingWorker> worker = Optional.ofNullable(LIVING.get(key));
      worker.ifPresent(LivingWorker::take);
      return worker;
    }
  }

  /** Reads the moments of a worker that had to make room here. */
  static <T> Optional<T> withParked(Key key, Function<ParkedMoments, T> use) {
    synchronized (LIVING) {
      return Optional.ofNullable(PARKED.get(key)).map(use);
    }
  }

  /** Ends all workers of a run in this process. */
  static void release(String run) {
    List<LivingWorker> ended = new ArrayList<>();
    synchronized (LIVING) {
      Iterator<Map.Entry<Key, LivingWorker>> living = LIVING.entrySet().iterator();
      while (living.hasNext()) {
        Map.Entry<Key, LivingWorker> next = living.next();
        if (next.getKey().run().equals(run)) {
          ended.add(next.getValue());
          living.remove();
        }
      }
      forgetParked(run);
    }
    ended.forEach(LivingWorkers::end);
  }

  /** Among those that Spark clears away when the executor ends. */
  private static Path temporaryFile() {
    return SparkEnv.get().blockManager().diskBlockManager().createTempLocalBlock()._2().toPath();
  }

  private static void forgetParked(String run) {
    List<Key> keys = PARKED.keySet().stream().filter(key -> key.run().equals(run)).toList();
    for (Key key : keys) {
      ParkedMoments parked = PARKED.remove(key);
      if (parked != null) {
        parked.delete();
      }
    }
  }

  private static void makeRoom(String run, int mayLive) {
    List<Key> oldestFirst = LIVING.keySet().stream().filter(key -> key.run().equals(run)).toList();
    for (int i = 0; i <= oldestFirst.size() - mayLive; i++) {
      Key oldest = oldestFirst.get(i);
      LOG.warn("Giving up worker {}: no more than {} may live here", oldest.worker(), mayLive);
      LivingWorker old = LIVING.remove(oldest);
      if (old != null) {
        old.take();
        old.park(LivingWorkers::temporaryFile).ifPresent(parked -> PARKED.put(oldest, parked));
        old.release();
      }
    }
  }

  private static void end(LivingWorker worker) {
    worker.take();
    worker.release();
  }
}
