package io.mcpmonitor.benchmarks;

import java.io.Closeable;
import java.io.IOException;

/** Sends one JSON-RPC message at a time. As thin as can be: client and server share the CPU. */
interface Connection extends Closeable {
  /** Sends a request and waits for its answer. */
  String call(String request) throws IOException;

  void notification(String message) throws IOException;
}
