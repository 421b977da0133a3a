package org.flanspark.tuning.tracking.mlflow;

/** A request that an MLflow server did not answer, or refused. */
final class MlflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where there was no answer at all. */
  static final int UNANSWERED = 0;

  private final int status;
  private final String code;

  private MlflowException(String message, int status, String code) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static MlflowException unanswered(String request, String why) {
    return new MlflowException("%s: %s".formatted(request, why), UNANSWERED, "");
  }

  /**
   * A refusal.
   *
   * @param code the server's word for it, as RESOURCE_DOES_NOT_EXIST
   */
  static MlflowException refused(String request, int status, String code) {
    String hint =
        status == 401 || status == 403
            ? "; see MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
            : "";
    return new MlflowException(
        "%s: answered %s %s%s".formatted(request, status, code, hint), status, code);
  }

  boolean isMissing() {
    return status == 404 || code.equals("RESOURCE_DOES_NOT_EXIST");
  }

  boolean isThereAlready() {
    return code.equals("RESOURCE_ALREADY_EXISTS");
  }

  /** Whether the same request will be refused for ever: what is wrong is what was sent. */
  boolean isOfTheRequest() {
    return status == 400 || status == 413 || status == 422;
  }
}
