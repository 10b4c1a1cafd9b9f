package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.engine.ProbeContext;

/** Up to SDK 0.12 messages are written by Jackson's own mapper, later by the SDK's. */
final class JacksonMapper {
  private static final String SDK_MAPPER = "io.modelcontextprotocol.json.McpJsonMapper";
  private static final String JACKSON_MAPPER = "com.fasterxml.jackson.databind.ObjectMapper";

  private JacksonMapper() {}

  /** Hooks Jackson only where the SDK calls it directly: every application uses it for more. */
  static void hookIfUsedDirectly(ProbeContext context) {
    ClassLoader library = JacksonMapper.class.getClassLoader();
    try {
      Class.forName(SDK_MAPPER, false, library);
    } catch (ClassNotFoundException old) {
      try {
        context.hookAlso(
            Class.forName(JACKSON_MAPPER, false, library), JavaSdkProbe.written(JACKSON_MAPPER));
      } catch (ClassNotFoundException neither) {
        // no mapper that we know: sizes stay unknown
      }
    }
  }
}
