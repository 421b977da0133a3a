/** The manifest, metrics and evaluation of a run to {@code report.json} and {@code report.html}. */
@NullMarked
package org.flanspark.tuning.report;

import org.jspecify.annotations.NullMarked;
