package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.Environment;
import io.mcpmonitor.support.Management;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the process and its host are, by OpenTelemetry's conventions. The command line is left out:
 * people write passwords there.
 */
public final class ProcessResource {
  private ProcessResource() {}

  /** The attributes of this process. */
  public static Resource of(Environment environment) {
    Map<String, String> properties = environment.properties();
    AttributesBuilder attributes = Attributes.builder();
    attributes.put("service.instance.id", UUID.randomUUID().toString());
    attributes.put("process.pid", Management.pid());
    put(attributes, "process.runtime.name", properties.get("java.runtime.name"));
    put(attributes, "process.runtime.version", properties.get("java.runtime.version"));
    put(
        attributes,
        "process.runtime.description",
        properties.get("java.vm.vendor")
            + " "
            + properties.get("java.vm.name")
            + " "
            + properties.get("java.vm.version"));
    put(attributes, "process.executable.path", executable(properties));
    put(attributes, "host.name", hostName(environment.variables()));
    put(attributes, "host.arch", architecture(properties.getOrDefault("os.arch", "")));
    put(attributes, "os.type", system(properties.getOrDefault("os.name", "")));
    put(
        attributes,
        "os.description",
        properties.get("os.name") + " " + properties.get("os.version"));
    return Resource.create(attributes.build());
  }

  private static void put(AttributesBuilder attributes, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      attributes.put(AttributeKey.stringKey(key), value);
    }
  }

  private static @Nullable String executable(Map<String, String> properties) {
    String home = properties.get("java.home");
    if (home == null) {
      return null;
    }
    boolean windows = properties.getOrDefault("os.name", "").startsWith("Windows");
    return Path.of(home, "bin", windows ? "java.exe" : "java").toString();
  }

  /** Asks the name service last: that may take long. */
  private static @Nullable String hostName(Map<String, String> variables) {
    String name = variables.getOrDefault("HOSTNAME", variables.get("COMPUTERNAME"));
    if (name != null && !name.isBlank()) {
      return name;
    }
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      // no Linux
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return null;
    }
  }

  private static String architecture(String name) {
    return switch (name) {
      case "amd64", "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      case "arm" -> "arm32";
      case "i386", "i586", "i686", "x86" -> "x86";
      case "ppc64le" -> "ppc64";
      default -> name;
    };
  }

  private static @Nullable String system(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("linux")) {
      return "linux";
    }
    if (lower.startsWith("mac")) {
      return "darwin";
    }
    return lower.startsWith("windows") ? "windows" : null;
  }
}
