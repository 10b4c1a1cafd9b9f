package io.mcpmonitor.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a JVM is to be started. Without a call to {@link #withAgent} there is no agent in it. */
public final class JvmBuilder {
  /** A JVM that lives for seconds spends half its time on what only pays in minutes. */
  private static final List<String> SHORT_LIFE =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Jdk jdk;
  private final List<String> launcher = new ArrayList<>();
  private final List<String> firstArguments = new ArrayList<>();
  private final List<String> jvmArguments = new ArrayList<>();
  private final List<String> target = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> agentOptions = new LinkedHashMap<>();
  private boolean agent;
  private boolean shortLife = true;

  JvmBuilder(Jdk jdk) {
    this.jdk = jdk;
  }

  /** A main class on a class path. */
  public JvmBuilder main(String classPath, String mainClass) {
    target.clear();
    target.addAll(List.of("-cp", classPath, mainClass));
    return this;
  }

  /** A runnable jar. */
  public JvmBuilder jar(Path jar) {
    target.clear();
    target.addAll(List.of("-jar", jar.toString()));
    return this;
  }

  public JvmBuilder args(String... values) {
    arguments.addAll(List.of(values));
    return this;
  }

  public JvmBuilder jvmArgs(String... values) {
    jvmArguments.addAll(List.of(values));
    return this;
  }

  /** A JVM as people start it: with every compiler and the collector that it chooses itself. */
  public JvmBuilder asPeopleStartIt() {
    shortLife = false;
    return this;
  }

  /** Arguments that stand before our agent, such as another one. */
  public JvmBuilder jvmArgsFirst(String... values) {
    firstArguments.addAll(List.of(values));
    return this;
  }

  public JvmBuilder env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Is started by another command, which becomes the JVM. */
  public JvmBuilder under(String... command) {
    launcher.addAll(List.of(command));
    return this;
  }

  /** Adds the agent, on any free port unless an option {@code http.port=…} says otherwise. */
  public JvmBuilder withAgent(String... options) {
    agent = true;
    agentOptions.putIfAbsent("http.port", "0");
    for (String option : options) {
      int equals = option.indexOf('=');
      agentOptions.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return this;
  }

  public JvmBuilder withoutAgent() {
    agent = false;
    return this;
  }

  public JvmBuilder agent(boolean wanted) {
    return wanted ? withAgent() : withoutAgent();
  }

  public AgentJvm start() {
    ProcessBuilder process = new ProcessBuilder(command());
    Map<String, String> variables = process.environment();
    // What the person at the keyboard has set must not decide a test.
    variables
        .keySet()
        .removeIf(name -> name.startsWith("OTEL_") || name.startsWith("MCP_MONITOR_"));
    variables.remove("JAVA_TOOL_OPTIONS");
    variables.remove("JDK_JAVA_OPTIONS");
    variables.putAll(environment);
    return new AgentJvm(process);
  }

  List<String> command() {
    if (target.isEmpty()) {
      throw new IllegalStateException("name a main class or a jar");
    }
    List<String> command = new ArrayList<>(launcher);
    command.add(jdk.java().toString());
    if (shortLife) {
      command.addAll(SHORT_LIFE);
    }
    command.addAll(firstArguments);
    if (agent) {
      command.add("-javaagent:" + AgentJar.path() + "=" + options());
    }
    command.addAll(jvmArguments);
    command.addAll(target);
    command.addAll(arguments);
    return command;
  }

  private String options() {
    return String.join(
        ",",
        agentOptions.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .toList());
  }
}
