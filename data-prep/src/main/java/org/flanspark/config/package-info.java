/** A run's YAML file to settings: one record a section, values only, every problem at once. */
@NullMarked
package org.flanspark.config;

import org.jspecify.annotations.NullMarked;
