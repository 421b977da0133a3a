package org.flanspark.tuning.evaluation.answer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.flanspark.tuning.inference.LanguageModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of this process: as many as tasks run in it at once, loaded when a task first finds
 * none idle. A {@link LanguageModel} is for one thread at a time, so tasks never share one. One
 * source's models at a time: asking for another frees the idle ones of the source before.
 */
final class ExecutorModels {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorModels.class);

  private static final Deque<LanguageModel> IDLE = new ArrayDeque<>();
  private static String currentKey = "";

  private ExecutorModels() {}

  /** Does the work with a model of the source that nobody else uses. */
  static <T> T use(ModelSource source, Function<LanguageModel, T> work) {
    LanguageModel model = borrow(source);
    try {
      return work.apply(model);
    } finally {
      giveBack(source, model);
    }
  }

  /** Frees the idle models; those in use are freed as they come back. */
  static synchronized void release() {
    IDLE.forEach(LanguageModel::close);
    IDLE.clear();
    currentKey = "";
  }

  private static LanguageModel borrow(ModelSource source) {
    synchronized (ExecutorModels.class) {
      if (!currentKey.equals(source.key())) {
        release();
        currentKey = source.key();
      }
      LanguageModel idle = IDLE.poll();
      if (idle != null) {
        return idle;
      }
    }
    LOG.info("Loading model {}", source.where());
    return source.open();
  }

  private static synchronized void giveBack(ModelSource source, LanguageModel model) {
    if (currentKey.equals(source.key())) {
      IDLE.push(model);
    } else {
      model.close();
    }
  }
}
