package io.mcpmonitor.probe.files;

import io.mcpmonitor.scan.FileWork;
import io.mcpmonitor.scan.InHand;
import io.mcpmonitor.support.AgentThreads;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that are opened for reading, read and closed. */
final class OpenAdvice {
  private final FileWork work;

  OpenAdvice(WorkScope scope) {
    this.work = scope.work;
  }

  @Nullable Object opens(Object stream, @Nullable String path) {
    return path == null || isNoConcern() ? null : work.opens(path);
  }

  void opened(@Nullable Object state, Object stream) {
    if (state instanceof InHand inHand) {
      work.opened(inHand, stream);
    }
  }

  void failed(Throwable thrown, @Nullable Object state) {
    if (state instanceof InHand inHand) {
      work.notOpened(inHand, thrown);
    }
  }

  @Nullable Object opensPath(Object provider, @Nullable Path path, @Nullable Set<?> options) {
    if (path == null
        || isNoConcern()
        || isForWriting(options)
        || path.getFileSystem() != FileSystems.getDefault()) {
      return null;
    }
    return work.opens(path.toString());
  }

  void openedChannel(@Nullable Object returned, @Nullable Object state) {
    if (returned != null && state instanceof InHand inHand) {
      work.opened(inHand, returned);
    }
  }

  void closes(Object stream) {
    if (work.isActive()) {
      work.closed(stream);
    }
  }

  void read(int count, @Nullable Object state, Object stream) {
    if (count > 0 && work.isActive()) {
      work.read(stream, count);
    }
  }

  void readByte(int value, @Nullable Object state, Object stream) {
    read(value < 0 ? 0 : 1, state, stream);
  }

  void readMany(long count, @Nullable Object state, Object channel) {
    if (count > 0 && work.isActive()) {
      work.read(channel, count);
    }
  }

  /** What is mapped into memory is read there: nobody sees how much of it. */
  void mapped(
      @Nullable Object returned,
      @Nullable Object state,
      Object channel,
      Object mode,
      long position,
      long size) {
    readMany(size, state, channel);
  }

  /** A stream has a channel, which reads the same file. */
  void hasChannel(@Nullable Object channel, @Nullable Object state, Object stream) {
    if (channel != null && work.isActive()) {
      work.alsoOpen(stream, channel);
    }
  }

  private static boolean isForWriting(@Nullable Set<?> options) {
    return options != null
        && !options.isEmpty()
        && (options.contains(StandardOpenOption.WRITE)
            || options.contains(StandardOpenOption.APPEND));
  }

  private boolean isNoConcern() {
    return !work.isActive() || AgentThreads.isOwn();
  }
}
