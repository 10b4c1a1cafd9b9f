package io.mcpmonitor.scan;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A file of a scan that is opened, or was opened and not closed; or an item that is worked on. */
public final class InHand {
  final Run run;
  final @Nullable String path;

  /** Where it lies; null for what is no file. */
  final @Nullable Folder folder;

  final long hash;

  /**
   * Who opens it, or read it last; null when that thread has died. Not volatile: to write one costs
   * more than all the rest, and who is told a moment late is told right the next time.
   */
  @Nullable Thread thread;

  /** The open stream or channel, until it is known by its hash. */
  private @Nullable Object stream;

  /** Identity hash of the stream or channel; 0 while it is being opened, or known by itself. */
  private volatile int hashOfStream;

  InHand(Run run, @Nullable String path, @Nullable Folder folder, long hash, Thread thread) {
    this.run = run;
    this.path = path;
    this.folder = folder;
    this.hash = hash;
    this.thread = thread;
  }

  boolean isOpen() {
    return stream != null || hashOfStream != 0;
  }

  /** Whether it is known by this stream or channel itself. */
  boolean isOf(Object other) {
    return stream == other;
  }

  int hashOfStream() {
    return hashOfStream;
  }

  /** It is open. No fence: other threads that use the stream get it from this one, later. */
  void opened(Object its) {
    stream = its;
  }

  /** From now on it may be found by the identity hash of its stream. */
  int findByHash() {
    Object its = stream;
    VarHandle.acquireFence(); // when it is forgotten by now, its hash is known
    int hash = hashOfStream;
    if (hash == 0 && its != null) {
      hash = Hands.hashOf(its);
      hashOfStream = hash;
    }
    return hash;
  }

  /** It does not refer to its stream any more. */
  void forgetStream() {
    stream = null;
  }
}
