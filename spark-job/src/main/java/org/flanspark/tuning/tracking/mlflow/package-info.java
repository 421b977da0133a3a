/** What rounds measured to a run of an MLflow server. */
@NullMarked
package org.flanspark.tuning.tracking.mlflow;

import org.jspecify.annotations.NullMarked;
