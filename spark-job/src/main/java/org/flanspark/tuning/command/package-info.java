/** The commands of the tuning job: arguments in, exit code out. */
@NullMarked
package org.flanspark.tuning.command;

import org.jspecify.annotations.NullMarked;
