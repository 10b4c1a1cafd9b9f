package io.mcpmonitor.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the process was started with.
 *
 * @param properties system properties
 * @param variables environment variables
 */
public record Environment(Map<String, String> properties, Map<String, String> variables) {

  /** The properties and variables of this process, as they are now. */
  public static Environment ofProcess() {
    Properties system = System.getProperties();
    Map<String, String> properties = new HashMap<>();
    for (String name : system.stringPropertyNames()) {
      properties.put(name, system.getProperty(name, ""));
    }
    return new Environment(properties, System.getenv());
  }

  /** Hides the values: some are secrets. */
  @Override
  public String toString() {
    return "Environment";
  }
}
