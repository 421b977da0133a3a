/** The commands that make data: arguments in, exit code out. */
@NullMarked
package org.flanspark.data.command;

import org.jspecify.annotations.NullMarked;
