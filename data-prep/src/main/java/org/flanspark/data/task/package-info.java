/** Task files to tasks: what a data set is, how its records become examples, what is held out. */
@NullMarked
package org.flanspark.data.task;

import org.jspecify.annotations.NullMarked;
