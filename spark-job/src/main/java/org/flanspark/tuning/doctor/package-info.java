/** What a run needs of the machines that it is given, looked at before it is started. */
@NullMarked
package org.flanspark.tuning.doctor;

import org.jspecify.annotations.NullMarked;
