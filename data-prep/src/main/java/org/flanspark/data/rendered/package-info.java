/**
 * Rendered and tokenized examples, kept by task: what later preparations use again where a task's
 * data, file and settings are the same.
 */
@NullMarked
package org.flanspark.data.rendered;

import org.jspecify.annotations.NullMarked;
