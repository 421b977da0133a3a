package org.flanspark.tuning.doctor;

/** One thing that a run needs of a process. */
interface Check {
  /** One word, for the table. */
  String name();

  /** What to do where the check cannot even be made. */
  String remedy();

  /**
   * Looks.
   *
   * @throws Exception where what is needed does not work; the finding is then a failure
   */
  Finding find() throws Exception;
}
