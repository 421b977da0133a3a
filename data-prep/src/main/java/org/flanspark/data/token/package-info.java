/** Text to token ids and back. */
@NullMarked
package org.flanspark.data.token;

import org.jspecify.annotations.NullMarked;
