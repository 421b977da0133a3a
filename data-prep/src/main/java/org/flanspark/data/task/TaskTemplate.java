package org.flanspark.data.task;

import java.io.Serializable;

/**
 * One way of putting a record into words.
 *
 * @param input what the model is given
 * @param target what it answers
 * @param turnedAround whether it asks for something else than the answer; never evaluated
 */
public record TaskTemplate(TemplateText input, TemplateText target, boolean turnedAround)
    implements Serializable {}
