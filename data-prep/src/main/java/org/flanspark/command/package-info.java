/** The frame that every command runs in: arguments to settings, exceptions to exit codes. */
@NullMarked
package org.flanspark.command;

import org.jspecify.annotations.NullMarked;
