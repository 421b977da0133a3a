/** Shapes and counts to seconds and bytes: what the engine can do on this machine. */
@NullMarked
package org.flanspark.tuning.benchmark;

import org.jspecify.annotations.NullMarked;
