package io.mcpmonitor.output.http;

import java.time.Duration;

/**
 * What one client, or all of them, may take.
 *
 * @param connections open at once; for one more, the one that has done nothing for longest is
 *     closed
 * @param waitingBytes of answers that clients have not read yet; the slowest reader is closed first
 * @param head from the first byte of a request (or the connection) to its last
 * @param idle between two requests
 * @param handle from a complete request to its answer
 * @param write from an answer to its last byte
 * @param drain for a client to close after the last answer
 */
record ServerLimits(
    int connections,
    int waitingBytes,
    Duration head,
    Duration idle,
    Duration handle,
    Duration write,
    Duration drain) {

  static final ServerLimits DEFAULT =
      new ServerLimits(
          64,
          16 * 1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(1));
}
