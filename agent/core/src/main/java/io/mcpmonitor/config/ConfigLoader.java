package io.mcpmonitor.config;

import io.mcpmonitor.capture.CaptureLevel;
import io.mcpmonitor.config.AgentConfig.Limits;
import io.mcpmonitor.config.AgentConfig.Origin;
import io.mcpmonitor.support.MethodName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the configuration from agent arguments, system properties, environment, file and defaults,
 * in this precedence. A mistake of the user is a line in {@link AgentConfig#problems()} and the
 * default is used; nothing is thrown.
 *
 * <p>It runs before the application starts: without a file it loads nothing but a few classes of
 * {@code java.base}.
 */
public final class ConfigLoader {
  private static final int MAX_SHOWN = 100;

  private final Map<String, RawValue> effective = new HashMap<>();
  private final Map<String, Origin> origins = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private Map<String, String> resourceAttributes = Map.of();

  private ConfigLoader() {}

  /**
   * Reads everything there is to read.
   *
   * @param agentArgs what stands behind {@code -javaagent:…jar=}
   * @param environment where the process runs
   */
  public static AgentConfig load(@Nullable String agentArgs, Environment environment) {
    ConfigLoader loader = new ConfigLoader();
    loader.collect(agentArgs == null ? "" : agentArgs, environment);
    return loader.build(environment);
  }

  /**
   * Completes a configuration once the probes are known: every probe has an origin, and a switch of
   * a probe that does not exist is a problem.
   *
   * @param ids the id of every probe there is
   */
  public static AgentConfig withProbes(AgentConfig config, Collection<String> ids) {
    Map<String, Origin> origins = new TreeMap<>();
    for (Origin origin : config.origins()) {
      origins.put(origin.key(), origin);
    }
    List<String> problems = new ArrayList<>(config.problems());
    for (String id : config.probes().keySet()) {
      if (!ids.contains(id)) {
        Origin unknown = Objects.requireNonNull(origins.remove(Settings.probeKey(id)));
        problems.add(
            line(
                unknown.key(),
                unknown.value(),
                unknown.origin(),
                "unknown probe; there are " + String.join(", ", ids)));
      }
    }
    for (String id : ids) {
      String key = Settings.probeKey(id);
      origins.putIfAbsent(key, byDefault(key, Settings.PROBE_ENABLED));
    }
    return new AgentConfig(
        config.enabled(),
        config.service(),
        config.http(),
        config.otlp(),
        config.traces(),
        config.content(),
        config.resourceAttributes(),
        config.health(),
        config.scan(),
        config.inject(),
        config.alerts(),
        config.probes(),
        List.copyOf(origins.values()),
        List.copyOf(problems));
  }

  /** Fills {@link #effective} from the weakest source to the strongest. */
  private void collect(String agentArgs, Environment environment) {
    Map<String, RawValue> arguments = new HashMap<>();
    for (Map.Entry<String, String> e : AgentArguments.parse(agentArgs, problems).entrySet()) {
      take(arguments, e.getKey(), new RawValue(e.getValue(), RawValue.ARGUMENT));
    }
    Map<String, RawValue> properties = new HashMap<>();
    for (Map.Entry<String, String> e : environment.properties().entrySet()) {
      if (e.getKey().startsWith(Setting.PROPERTY_PREFIX)) {
        String key = e.getKey().substring(Setting.PROPERTY_PREFIX.length());
        RawValue value = new RawValue(e.getValue().trim(), RawValue.PROPERTY.concat(e.getKey()));
        take(properties, key, value);
      }
    }
    Map<String, RawValue> variables = new HashMap<>();
    for (Map.Entry<String, String> e : environment.variables().entrySet()) {
      if (e.getKey().startsWith(Setting.VARIABLE_PREFIX)) {
        variable(variables, e.getKey(), e.getValue().trim());
      }
    }
    resourceAttributes = OtelSettings.read(environment, effective, problems);
    RawValue path = firstOf(Settings.CONFIG.key(), arguments, properties, variables);
    if (path != null && !path.text().isEmpty()) {
      file(path);
    }
    effective.putAll(variables);
    effective.putAll(properties);
    effective.putAll(arguments);
  }

  private void file(RawValue path) {
    String origin = RawValue.FILE.concat(path.text());
    for (Map.Entry<String, String> e : YamlFile.read(path, problems).entrySet()) {
      RawValue value = new RawValue(e.getValue(), origin);
      if (e.getKey().equals(Settings.CONFIG.key())) {
        problems.add(line(e.getKey(), value, "cannot stand in the file itself; ignored"));
      } else if (!emptyMeansUnset(e.getKey(), e.getValue())) {
        take(effective, e.getKey(), value);
      }
    }
  }

  private void variable(Map<String, RawValue> into, String name, String text) {
    RawValue value = new RawValue(text, RawValue.VARIABLE.concat(name));
    String key = Settings.keyOfVariable(name);
    if (key == null) {
      Setting<?> nearest = Nearest.setting(name.substring(Setting.VARIABLE_PREFIX.length()));
      String hint = nearest == null ? null : Setting.variable(nearest.key());
      problems.add(line(name, shown(name, nearest, text), "environment", unknown(hint)));
    } else if (!emptyMeansUnset(key, text)) {
      into.put(key, value);
    }
  }

  private void take(Map<String, RawValue> into, String key, RawValue value) {
    if (Settings.find(key) != null) {
      into.put(key, value);
      return;
    }
    Setting<?> nearest = Nearest.setting(key);
    String hint = nearest == null ? null : nearest.key();
    problems.add(line(key, shown(key, nearest, value.text()), value.origin(), unknown(hint)));
  }

  /** An empty variable is how templates say "not set". An empty secret is more likely a mistake. */
  private static boolean emptyMeansUnset(String key, String text) {
    Setting<?> setting = Settings.find(key);
    return text.isEmpty() && (setting == null || !setting.secret());
  }

  private AgentConfig build(Environment environment) {
    readOptional(Settings.CONFIG);
    AgentConfig.Service service =
        new AgentConfig.Service(
            readOptional(Settings.SERVICE_NAME),
            readOptional(Settings.SERVICE_VERSION),
            readOptional(Settings.ENVIRONMENT),
            readOptional(Settings.REGION));
    AgentConfig.Health health =
        new AgentConfig.Health(
            read(Settings.HEALTH_CHECK_INTERVAL),
            limits(Settings.MEMORY_DEGRADED, Settings.MEMORY_UNHEALTHY),
            limits(Settings.CPU_DEGRADED, Settings.CPU_UNHEALTHY),
            limits(Settings.DISK_DEGRADED, Settings.DISK_UNHEALTHY),
            limits(Settings.POOL_DEGRADED, Settings.POOL_UNHEALTHY),
            new AgentConfig.Database(
                read(Settings.POOL_LEAK_THRESHOLD),
                read(Settings.POOL_LEAK_STACKS),
                read(Settings.DATABASE_SLOW),
                read(Settings.DATABASE_TIMEOUT),
                read(Settings.DATABASE_LOOKS),
                read(Settings.DATABASE_REPEATS)));
    OtelReader otel = new OtelReader(environment, origins, problems);
    OtlpConfig otlp = otlp(otel, environment);
    return new AgentConfig(
        read(Settings.ENABLED),
        service,
        http(),
        otlp,
        traces(otel, otlp),
        content(),
        resourceAttributes,
        health,
        scan(),
        inject(),
        read(Settings.ALERTS_ENABLED),
        probes(),
        List.copyOf(origins.values()),
        List.copyOf(problems));
  }

  private AgentConfig.Scan scan() {
    List<MethodName> methods = readOptional(Settings.SCAN_METHODS);
    List<MethodName> items = readOptional(Settings.SCAN_ITEM_METHODS);
    if (methods == null && items != null) {
      RawValue value = Objects.requireNonNull(effective.get(Settings.SCAN_ITEM_METHODS.key()));
      String wrong = "counts within calls of scan.methods only, and that names none; ignored";
      problems.add(line(Settings.SCAN_ITEM_METHODS.key(), value, wrong));
      items = null;
    }
    return new AgentConfig.Scan(
        read(Settings.SCAN_CHECK_INTERVAL),
        read(Settings.SCAN_STALL_TIMEOUT),
        read(Settings.SCAN_MAX_RECOVERY_ATTEMPTS),
        methods == null ? List.of() : methods,
        items == null ? List.of() : items,
        readOptional(Settings.SCAN_RECOVERY_METHOD));
  }

  private AgentConfig.Http http() {
    String token = readOptional(Settings.HTTP_TOKEN);
    boolean enabled = read(Settings.HTTP_ENABLED);
    if (token == null && effective.containsKey(Settings.HTTP_TOKEN.key())) {
      // somebody wants a protected endpoint: an open one would be worse than none
      enabled = false;
      String key = Settings.HTTP_ENABLED.key();
      origins.put(key, new Origin(key, "false", "http.token cannot be used"));
    }
    List<String> hosts = readOptional(Settings.HTTP_ALLOWED_HOSTS);
    return new AgentConfig.Http(
        enabled,
        read(Settings.HTTP_HOST),
        read(Settings.HTTP_PORT),
        token,
        hosts == null ? List.of() : hosts);
  }

  private AgentConfig.Traces traces(OtelReader otel, @Nullable OtlpConfig otlp) {
    String traces = read(Settings.TRACES);
    boolean auto = traces.equals("auto");
    boolean own = auto ? otlp != null && otlp.traces() != null : traces.equals("on");
    return TraceSettings.read(otel, own, auto);
  }

  private AgentConfig.Inject inject() {
    List<String> wanted = readOptional(Settings.INJECT);
    return wanted == null
        ? new AgentConfig.Inject(false, false)
        : new AgentConfig.Inject(wanted.contains("health-resource"), wanted.contains("sync-tools"));
  }

  private AgentConfig.Content content() {
    List<String> words = readOptional(Settings.CAPTURE_REDACT);
    return new AgentConfig.Content(
        CaptureLevel.valueOf(read(Settings.CAPTURE).toUpperCase(Locale.ROOT)),
        words == null ? List.of() : words,
        read(Settings.CAPTURE_MAX_LENGTH));
  }

  private @Nullable OtlpConfig otlp(OtelReader otel, Environment environment) {
    String endpoint = readOptional(Settings.OTLP_ENDPOINT);
    String protocol = read(Settings.OTLP_PROTOCOL);
    Map<String, String> headers = readOptional(Settings.OTLP_HEADERS);
    if (endpoint == null && !OtelSettings.hasEndpoint(environment)) {
      return null;
    }
    OtlpSettings.General general =
        new OtlpSettings.General(endpoint, protocol, headers == null ? Map.of() : headers);
    return OtlpSettings.read(otel, general);
  }

  private Limits limits(Setting<Double> degraded, Setting<Double> unhealthy) {
    Limits limits = new Limits(read(degraded), read(unhealthy));
    if (limits.degraded() <= limits.unhealthy()) {
      return limits;
    }
    RawValue value = effective.remove(degraded.key());
    RawValue other = effective.remove(unhealthy.key());
    String key = value == null ? unhealthy.key() : degraded.key();
    problems.add(
        line(
            key,
            value != null ? value : Objects.requireNonNull(other),
            "expected degraded not above unhealthy; the defaults "
                + degraded.defaultText()
                + " and "
                + unhealthy.defaultText()
                + " are used"));
    return new Limits(read(degraded), read(unhealthy));
  }

  private Map<String, Boolean> probes() {
    Map<String, Boolean> probes = new TreeMap<>();
    for (String key : List.copyOf(effective.keySet())) {
      if (Settings.isProbeKey(key)) {
        Boolean enabled = readOptional(key, Settings.PROBE_ENABLED);
        probes.put(Settings.probeId(key), enabled == null || enabled);
      }
    }
    return Map.copyOf(probes);
  }

  private <T> T read(Setting<T> setting) {
    return Objects.requireNonNull(readOptional(setting));
  }

  private <T> @Nullable T readOptional(Setting<T> setting) {
    return readOptional(setting.key(), setting);
  }

  /** The value of a setting. Notes its origin, and what is wrong with it. */
  private <T> @Nullable T readOptional(String key, Setting<T> setting) {
    RawValue raw = effective.get(key);
    if (raw == null) {
      origins.put(key, byDefault(key, setting));
      return setting.defaultValue();
    }
    T value = setting.type().parse(raw.text());
    if (value != null) {
      origins.put(key, new Origin(key, setting.show(raw.text()), raw.origin()));
      return value;
    }
    origins.put(key, byDefault(key, setting));
    String consequence =
        key.equals(Settings.HTTP_TOKEN.key())
            ? "the endpoint stays off"
            : "the default (" + setting.defaultText() + ") is used";
    String wrong = "expected " + setting.type().expected() + "; " + consequence;
    problems.add(line(key, setting.show(raw.text()), raw.origin(), wrong));
    return setting.defaultValue();
  }

  private static Origin byDefault(String key, Setting<?> setting) {
    return new Origin(key, setting.defaultText(), "default");
  }

  private static @Nullable RawValue firstOf(
      String key,
      Map<String, RawValue> first,
      Map<String, RawValue> second,
      Map<String, RawValue> third) {
    RawValue value = first.get(key);
    value = value != null ? value : second.get(key);
    return value != null ? value : third.get(key);
  }

  private static String unknown(@Nullable String hint) {
    return hint == null
        ? "unknown key, see the command 'config' for all keys; ignored"
        : "unknown key, did you mean " + hint + "?; ignored";
  }

  /** A misspelt secret is still a secret. */
  private static String shown(String key, @Nullable Setting<?> nearest, String text) {
    String lower = key.toLowerCase(Locale.ROOT);
    boolean secret =
        (nearest != null && nearest.secret())
            || lower.contains("token")
            || lower.contains("secret")
            || lower.contains("passw")
            || lower.contains("key")
            || lower.contains("header");
    return secret ? Setting.MASK : text;
  }

  private static String line(String key, RawValue value, String wrong) {
    return line(key, value.text(), value.origin(), wrong);
  }

  /** How every mistake is told. */
  static String line(String key, String text, String origin, String wrong) {
    String cut = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    return key + "=" + cut + " (" + origin + "): " + wrong;
  }
}
