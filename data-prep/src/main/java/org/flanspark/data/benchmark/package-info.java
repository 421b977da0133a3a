/** What preparing costs on a machine: benchmarks that ship with the program. */
@NullMarked
package org.flanspark.data.benchmark;

import org.jspecify.annotations.NullMarked;
