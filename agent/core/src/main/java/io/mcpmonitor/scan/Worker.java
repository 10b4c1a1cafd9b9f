package io.mcpmonitor.scan;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A thread that finds files or works on them, and the innermost method of the application that it
 * was in: as long as that is on its stack, the scan may go on.
 */
final class Worker {
  private static final String[] NOT_THE_APPLICATION = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "io.mcpmonitor.",
    "kot".concat("lin."), // in one piece the build would take it for the library in our jar
    "scala.",
    "org.apache.commons.io.",
    "io.methvin.",
    "org.springframework.",
    "com.google.common.",
    "reactor.",
    "org.apache.lucene."
  };

  private static final String[] NO_LIBRARY = {"java.", "jdk.", "sun.", "io.mcpmonitor."};

  private static final String[] FILE_READERS = {
    "java.io.FileInputStream",
    "java.io.RandomAccessFile",
    "sun.nio.ch.File",
    "sun.nio.ch.UnixFile",
    "sun.nio.fs.Unix"
  };

  private static final int INNERMOST = 8;

  private final WeakReference<Thread> thread;
  private final boolean reading;
  private final @Nullable String className;
  private final @Nullable String methodName;
  private final boolean ofTheApplication;

  private Worker(Thread thread, boolean reading, @Nullable StackTraceElement frame) {
    this.thread = new WeakReference<>(thread);
    this.reading = reading;
    this.ofTheApplication = frame != null && isOfTheApplication(frame.getClassName());
    this.className = frame == null ? null : frame.getClassName();
    this.methodName = frame == null ? null : frame.getMethodName();
  }

  static Worker here(Thread thread, boolean reading) {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (isOfTheApplication(frame.getClassName())) {
        return new Worker(thread, reading, frame);
      }
    }
    return new Worker(thread, reading, null);
  }

  /** The same, or the innermost method of a library where none is the application's. */
  static Worker anywhere(Thread thread) {
    StackTraceElement library = null;
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (isOfTheApplication(frame.getClassName())) {
        return new Worker(thread, false, frame);
      }
      if (library == null && !startsWithOne(frame.getClassName(), NO_LIBRARY)) {
        library = frame;
      }
    }
    return new Worker(thread, false, library);
  }

  boolean isOf(Thread other, boolean asReader) {
    return reading == asReader && thread.refersTo(other);
  }

  boolean isOf(Thread other) {
    return thread.refersTo(other);
  }

  @Nullable Thread thread() {
    Thread known = thread.get();
    return known != null && known.isAlive() ? known : null;
  }

  /** For people: {@code Indexer.index}; null without a method of the application. */
  @Nullable String method() {
    String type = className;
    String method = methodName;
    if (type == null || method == null || !ofTheApplication) {
      return null;
    }
    String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    if (method.startsWith("lambda$")) {
      int end = method.lastIndexOf('$');
      method = end > 7 ? method.substring(7, end) : method;
    }
    return simple + "." + method;
  }

  /**
   * Whether the thread is still in that method. A thread in a wait that ends by itself does not
   * count, nor does one in a method that never returns, such as {@code main}, unless it waits for a
   * lock.
   */
  boolean isBusy() {
    Thread known = thread();
    if (known == null) {
      return false;
    }
    StackTraceElement[] stack = known.getStackTrace();
    Thread.State state = known.getState();
    if (state == Thread.State.TIMED_WAITING) {
      return false;
    }
    for (int i = 0; i < stack.length; i++) {
      if (stack[i].getClassName().equals(className)
          && stack[i].getMethodName().equals(methodName)) {
        return i < stack.length - 1 || state == Thread.State.BLOCKED;
      }
    }
    return false;
  }

  /** Whether the thread is still in that method, whatever it does there. */
  boolean isInside() {
    Thread known = thread();
    if (known == null) {
      return false;
    }
    for (StackTraceElement frame : known.getStackTrace()) {
      if (frame.getClassName().equals(className) && frame.getMethodName().equals(methodName)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a thread with this stack is opening or reading a file. */
  static boolean isReading(StackTraceElement[] stack) {
    for (int i = 0; i < Math.min(INNERMOST, stack.length); i++) {
      for (String reader : FILE_READERS) {
        if (stack[i].getClassName().startsWith(reader)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOfTheApplication(String className) {
    return !startsWithOne(className, NOT_THE_APPLICATION);
  }

  private static boolean startsWithOne(String className, String[] prefixes) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
