package org.flanspark.tuning.plan;

/**
 * How fast something goes.
 *
 * @param perSecond floating-point operations of a worker, or bytes over a machine's link
 * @param basis where the number comes from, for a person
 */
public record Rate(double perSecond, String basis) {}
