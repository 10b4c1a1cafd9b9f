package io.mcpmonitor.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Everything that came out of a stream so far, and a way to wait for more. */
final class Capture {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean ended;

  Capture(String name, InputStream in) {
    Thread reader = new Thread(() -> copy(in), name);
    reader.setDaemon(true);
    reader.start();
  }

  private void copy(InputStream in) {
    byte[] buffer = new byte[8192];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        synchronized (this) {
          bytes.write(buffer, 0, read);
          notifyAll();
        }
      }
    } catch (IOException e) {
      // the process has been destroyed: the end, too
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The complete lines so far. */
  List<String> lines() {
    String text = text();
    int end = text.lastIndexOf('\n');
    return end < 0 ? List.of() : Arrays.asList(text.substring(0, end).split("\n", -1));
  }

  /** Waits until the test finds something in the lines; empty when the time or the stream ended. */
  synchronized <T> Optional<T> await(Function<List<String>, Optional<T>> test, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Optional<T> found = test.apply(lines());
      long left = deadline - System.nanoTime();
      if (found.isPresent() || ended || left <= 0) {
        return found;
      }
      pause(left);
    }
  }

  synchronized void awaitEnd(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (long left = timeout.toNanos(); !ended && left > 0; left = deadline - System.nanoTime()) {
      pause(left);
    }
  }

  private void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
