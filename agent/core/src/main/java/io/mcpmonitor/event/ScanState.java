package io.mcpmonitor.event;

/** How far a scan is: a walk through a folder and the work on the files found there. */
public enum ScanState {
  /** There was none yet. */
  IDLE,
  /** Files are being found; none has been worked on. */
  INITIALIZING,
  /** Files are being worked on. */
  SCANNING,
  /** The work is done. */
  COMPLETED,
  /** It runs, and has not got on for longer than {@code scan.stall-timeout}. */
  STALLED,
  /** It is stalled, and the application's recovery method was called. */
  RECOVERING,
  /** It ended before the work was done. */
  FAILED
}
