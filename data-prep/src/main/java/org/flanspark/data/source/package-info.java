/** Source files to records: one table for all tasks, their fields selected by Spark SQL. */
@NullMarked
package org.flanspark.data.source;

import org.jspecify.annotations.NullMarked;
