package org.flanspark.tuning.tracking.tensorboard;

import java.util.Map;

/**
 * TensorFlow's {@code Event} messages; the numbers are those of {@code event.proto} and {@code
 * summary.proto} in TensorFlow's {@code tensorflow/core/util} and {@code core/framework}.
 */
final class Events {
  /** Of an Event. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  /** Of a Summary, and of each of its values. */
  private static final int VALUE = 1;

  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  /** Of a SessionLog, and the value that says that a session has begun. */
  private static final int STATUS = 1;

  private static final int START = 1;

  private Events() {}

  /** What a file begins with. */
  static byte[] fileVersion(double wallTime) {
    return at(wallTime).withText(FILE_VERSION, "brain.Event:2").bytes();
  }

  /** What earlier files say of this step and later ones does not hold any more. */
  static byte[] sessionStart(double wallTime, long step) {
    return at(wallTime)
        .withInteger(STEP, step)
        .withMessage(SESSION_LOG, new ProtobufMessage().withInteger(STATUS, START))
        .bytes();
  }

  /** Named numbers of one step. */
  static byte[] scalars(double wallTime, long step, Map<String, Double> scalars) {
    ProtobufMessage summary = new ProtobufMessage();
    scalars.forEach((tag, value) -> summary.withMessage(VALUE, scalar(tag, value)));
    return at(wallTime).withInteger(STEP, step).withMessage(SUMMARY, summary).bytes();
  }

  private static ProtobufMessage at(double wallTime) {
    return new ProtobufMessage().withDouble(WALL_TIME, wallTime);
  }

  private static ProtobufMessage scalar(String tag, double value) {
    return new ProtobufMessage().withText(TAG, tag).withFloat(SIMPLE_VALUE, (float) value);
  }
}
