package io.mcpmonitor.scan;

import org.jspecify.annotations.Nullable;

/** A file of a scan that is opened, or was opened and not closed; or an item that is worked on. */
public final class InHand {
  final Run run;
  final @Nullable String path;

  /** Where it lies; null for what is no file. */
  final @Nullable Folder folder;

  final long hash;

  /** Who opens it, or read it last; null when that thread has died. */
  volatile @Nullable Thread thread;

  /** Identity hash of the open stream or channel; 0 while it is being opened. */
  volatile int stream;

  InHand(Run run, @Nullable String path, @Nullable Folder folder, long hash, Thread thread) {
    this.run = run;
    this.path = path;
    this.folder = folder;
    this.hash = hash;
    this.thread = thread;
  }
}
