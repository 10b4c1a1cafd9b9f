package io.mcpmonitor.scan;

/** A file of a scan that a thread opens, or has opened and not closed. */
public final class InHand {
  final Run run;
  final String path;
  final long hash;
  final Thread thread;

  /** Identity hash of the open stream or channel; 0 while it is being opened. */
  volatile int stream;

  InHand(Run run, String path, long hash, Thread thread) {
    this.run = run;
    this.path = path;
    this.hash = hash;
    this.thread = thread;
  }
}
