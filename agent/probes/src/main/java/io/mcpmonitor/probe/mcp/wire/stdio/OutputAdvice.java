package io.mcpmonitor.probe.mcp.wire.stdio;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.jspecify.annotations.Nullable;

/** What is written by streams. */
final class OutputAdvice {
  private final FileDescriptor out;
  private final StdioScope scope;

  OutputAdvice(StdioScope scope) {
    this.out = scope.out;
    this.scope = scope;
  }

  @Nullable Object writesOne(FileOutputStream stream, FileDescriptor file, int written) {
    if (file == out) {
      scope.writes(new byte[] {(byte) written}, 0, 1);
    }
    return null;
  }

  @Nullable Object writesAll(
      FileOutputStream stream, FileDescriptor file, byte @Nullable [] bytes) {
    if (file == out && bytes != null) {
      scope.writes(bytes, 0, bytes.length);
    }
    return null;
  }

  @Nullable Object writes(
      FileOutputStream stream,
      FileDescriptor file,
      byte @Nullable [] bytes,
      int offset,
      int length) {
    if (file == out
        && bytes != null
        && offset >= 0
        && length > 0
        && length <= bytes.length - offset) {
      scope.writes(bytes, offset, offset + length);
    }
    return null;
  }
}
