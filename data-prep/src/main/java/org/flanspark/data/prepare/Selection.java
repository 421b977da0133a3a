package org.flanspark.data.prepare;

import java.io.Closeable;
import java.util.List;
import org.flanspark.data.rendered.RenderedFacts;

/**
 * What is drawn of the rendered examples.
 *
 * @param works the tasks, by id
 * @param facts what was rendered of each
 * @param demand how much of each is used
 * @param draws which records
 * @param quality what is left out
 * @param tokens positions that the training examples take, about
 */
record Selection(
    List<TaskWork> works,
    List<RenderedFacts> facts,
    Demand demand,
    Draws draws,
    Quality quality,
    long tokens)
    implements Closeable {
  Selection {
    works = List.copyOf(works);
    facts = List.copyOf(facts);
  }

  /** Frees the tables that are held on the cluster. */
  @Override
  public void close() {
    quality.close();
  }
}
