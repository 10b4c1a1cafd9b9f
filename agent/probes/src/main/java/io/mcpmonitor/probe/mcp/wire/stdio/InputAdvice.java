package io.mcpmonitor.probe.mcp.wire.stdio;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import org.jspecify.annotations.Nullable;

/** What is read by streams. */
final class InputAdvice {
  private final FileDescriptor in;
  private final StdioScope scope;

  InputAdvice(StdioScope scope) {
    this.in = scope.in;
    this.scope = scope;
  }

  @Nullable Object reads(FileInputStream stream, FileDescriptor file) {
    if (file == in) {
      scope.reads();
    }
    return null;
  }

  void readOne(int read, @Nullable Object state, FileInputStream stream, FileDescriptor file) {
    if (file == in) {
      if (read < 0) {
        scope.ended();
      } else {
        scope.read(new byte[] {(byte) read}, 0, 1);
      }
    }
  }

  void readAll(
      int count,
      @Nullable Object state,
      FileInputStream stream,
      FileDescriptor file,
      byte[] bytes) {
    read(count, state, stream, file, bytes, 0);
  }

  void read(
      int count,
      @Nullable Object state,
      FileInputStream stream,
      FileDescriptor file,
      byte[] bytes,
      int offset) {
    if (file == in) {
      if (count > 0) {
        scope.read(bytes, offset, offset + count);
      } else if (count < 0) {
        scope.ended();
      }
    }
  }
}
