/** Records to examples: a template's words around the record's fields. */
@NullMarked
package org.flanspark.data.template;

import org.jspecify.annotations.NullMarked;
