package dev.botflow.error;

/** Faults as logs may show them: a host's exception may quote what a contact wrote, so only its class and place. */
public final class SafeErrors {
  private SafeErrors() {}

  public static String shown(Throwable fault) {
    if (fault instanceof BotFlowException ours) {
      return ours.getMessage();
    }
    StackTraceElement[] trace = fault.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    String cause = fault.getCause() == null ? "" : ", caused by " + shown(fault.getCause());
    return fault.getClass().getName() + place + cause;
  }
}
