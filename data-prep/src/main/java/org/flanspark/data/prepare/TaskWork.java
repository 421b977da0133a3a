package org.flanspark.data.prepare;

import java.io.Serializable;
import org.flanspark.data.rendered.Bucketing;
import org.flanspark.data.rendered.RenderedFolder;
import org.flanspark.data.task.Task;

/**
 * One task on its way to rendered examples.
 *
 * @param id index into the chosen tasks
 * @param role the task and what it is there for
 * @param folder where its rendered examples lie
 * @param bucketing how its records are divided
 * @param wanted how much is to be rendered
 */
record TaskWork(int id, TaskRole role, RenderedFolder folder, Bucketing bucketing, Wanted wanted)
    implements Serializable {

  Task task() {
    return role.task();
  }

  TaskWork wanting(Wanted more) {
    return new TaskWork(id, role, folder, bucketing, more);
  }
}
