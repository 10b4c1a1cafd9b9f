package io.mcpmonitor.support;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which mcp-monitor this is, as the build wrote it. */
public final class AgentVersion {
  private static final String RESOURCE = "/io/mcpmonitor/mcp-monitor.properties";
  private static final String VERSION = read();

  private AgentVersion() {}

  /** The version, for example {@code 0.1.0}; {@code unknown} when the jar was taken apart. */
  public static String get() {
    return VERSION;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = AgentVersion.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      AgentLog.warn("the version of the agent cannot be read", e);
    }
    return properties.getProperty("version", "unknown");
  }
}
