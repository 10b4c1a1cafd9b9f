package io.mcpmonitor.probe.mcp.javasdk;

import org.jspecify.annotations.Nullable;

/** The SDK's own transport on stdin and stdout: what is read there is seen by this probe. */
final class StdioAdvice {
  private final SdkScope scope;

  StdioAdvice(SdkScope scope) {
    this.scope = scope;
  }

  void created(@Nullable Object state) {
    scope.pipeline.libraryCalls().onStdio().meet();
  }
}
