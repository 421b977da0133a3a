/**
 * Task files and their records to a folder of prepared data: the stations in order, one class each.
 *
 * <pre>
 * find the tasks -> read their records -> check, identify and number them -> count and draw
 * -> render and tokenize -> pack and write -> render and write evaluation prompts -> manifest, marker
 * </pre>
 */
@NullMarked
package org.flanspark.data.prepare;

import org.jspecify.annotations.NullMarked;
