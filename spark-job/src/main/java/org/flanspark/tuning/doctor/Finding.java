package org.flanspark.tuning.doctor;

import java.io.Serializable;

/**
 * What one check found in one process.
 *
 * @param check the check's name
 * @param found the values that it saw
 * @param remedy what to do; empty where all is well
 */
public record Finding(String check, Verdict verdict, String found, String remedy)
    implements Serializable {
  static Finding ok(String check, String found) {
    return new Finding(check, Verdict.OK, found, "");
  }

  static Finding warn(String check, String found, String remedy) {
    return new Finding(check, Verdict.WARN, found, remedy);
  }

  static Finding fail(String check, String found, String remedy) {
    return new Finding(check, Verdict.FAIL, found, remedy);
  }
}
