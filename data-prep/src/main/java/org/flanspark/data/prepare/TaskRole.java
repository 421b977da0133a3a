package org.flanspark.data.prepare;

import java.io.Serializable;
import org.flanspark.data.task.Task;

/**
 * What a task is there for.
 *
 * @param task the task
 * @param trained whether its training records enter the mixture
 * @param heldOut whether its cluster is left out of training
 */
public record TaskRole(Task task, boolean trained, boolean heldOut) implements Serializable {}
