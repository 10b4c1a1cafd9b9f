package io.mcpmonitor.config;

import io.mcpmonitor.config.ListType.Choices;
import io.mcpmonitor.config.ListType.Methods;
import io.mcpmonitor.config.ListType.Words;
import io.mcpmonitor.config.NumberType.Count;
import io.mcpmonitor.config.NumberType.Share;
import io.mcpmonitor.config.NumberType.Time;
import io.mcpmonitor.config.ValueType.Choice;
import io.mcpmonitor.config.ValueType.Flag;
import io.mcpmonitor.config.ValueType.Method;
import io.mcpmonitor.config.ValueType.Text;
import io.mcpmonitor.config.ValueType.Word;
import io.mcpmonitor.support.MethodName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every setting there is. A new one is a constant here, a place in a section, and its reader. */
final class Settings {
  private static final ValueType<String> NAME = new Text(255);

  static final Setting<String> CONFIG =
      Setting.unset(
          "config",
          new Text(4096),
          "none",
          "Path of a YAML file with settings. It cannot stand in that file itself.");
  static final Setting<Boolean> ENABLED =
      Setting.of(
          "enabled",
          new Flag(),
          "true",
          "`false`: the agent does nothing at all; the application starts as if it were not there.");

  static final Setting<String> SERVICE_NAME =
      Setting.unset(
          "service.name",
          NAME,
          "the MCP server's own name",
          "Name of the monitored process in `/health` and in what is exported. Else"
              + " `OTEL_SERVICE_NAME`, else `service.name` in `OTEL_RESOURCE_ATTRIBUTES`.");
  static final Setting<String> SERVICE_VERSION =
      Setting.unset(
          "service.version",
          NAME,
          "the MCP server's own version",
          "Its version. Else `service.version` in `OTEL_RESOURCE_ATTRIBUTES`.");
  static final Setting<String> ENVIRONMENT =
      Setting.unset(
          "environment",
          NAME,
          "none",
          "Where it runs, such as `production`. Else `deployment.environment.name` or"
              + " `deployment.environment` in `OTEL_RESOURCE_ATTRIBUTES`.");
  static final Setting<String> REGION =
      Setting.unset(
          "region",
          NAME,
          "none",
          "The cloud region. Else `cloud.region` in `OTEL_RESOURCE_ATTRIBUTES`.");

  static final Setting<Boolean> HTTP_ENABLED =
      Setting.of(
          "http.enabled",
          new Flag(),
          "true",
          "Whether the agent answers HTTP at all (`/health`, `/metrics` and the others).");
  static final Setting<String> HTTP_HOST =
      Setting.of(
          "http.host",
          new Word(255),
          "127.0.0.1",
          "Address to listen on. Set a token when it is not a loopback address.");
  static final Setting<Integer> HTTP_PORT =
      Setting.of(
          "http.port",
          new Count("port", 0, 65_535),
          "9464",
          "Port to listen on. When it is taken, the next free one is used and named on stderr; 0"
              + " lets the system choose.");
  static final Setting<String> HTTP_TOKEN =
      Setting.secret(
          "http.token",
          new Word(4096),
          "What clients must send as `Authorization: Bearer <token>`. With a token that cannot be"
              + " used the endpoint stays off.");
  static final Setting<List<String>> HTTP_ALLOWED_HOSTS =
      Setting.unset(
          "http.allowed-hosts",
          new Words(),
          "none",
          "Names in the `Host` header that are let in beside the loopback names, with commas"
              + " between them (a defence against DNS rebinding).");

  static final Setting<String> OTLP_ENDPOINT =
      Setting.unset(
          "otlp.endpoint",
          new Url(),
          "none",
          "Where traces, metrics and logs are sent by OTLP; without it nothing leaves the process."
              + " Else `OTEL_EXPORTER_OTLP_ENDPOINT`.");
  static final Setting<String> OTLP_PROTOCOL =
      Setting.of(
          "otlp.protocol",
          new Choice(List.of("http/protobuf", "grpc")),
          "http/protobuf",
          "How they are sent. Else `OTEL_EXPORTER_OTLP_PROTOCOL`.");
  static final Setting<Map<String, String>> OTLP_HEADERS =
      Setting.secret(
          "otlp.headers",
          new Headers(),
          "What is sent with each request, such as `api-key=…`. Else"
              + " `OTEL_EXPORTER_OTLP_HEADERS`.");

  static final Setting<String> TRACES =
      Setting.of(
          "traces",
          new Choice(List.of("auto", "on", "off")),
          "auto",
          "Whether calls are joined to traces, and their ids handed on and put into logs. `auto`:"
              + " when traces are exported, or, as a part of its traces, when the OpenTelemetry Java"
              + " agent is attached too. Of OpenTelemetry's own settings `OTEL_TRACES_SAMPLER`,"
              + " `OTEL_TRACES_SAMPLER_ARG` and `OTEL_PROPAGATORS` (tracecontext, baggage, b3,"
              + " b3multi, jaeger) are honoured.");
  static final Setting<String> CAPTURE =
      Setting.of(
          "capture",
          new Choice(List.of("metadata", "shapes", "values")),
          "metadata",
          "What of the content of calls is on their spans. `metadata`: nothing. `shapes`: which"
              + " fields arguments and results have, of which type and length. `values`: also what"
              + " is in them and what errors say, without what may be a secret.");
  static final Setting<List<String>> CAPTURE_REDACT =
      Setting.unset(
          "capture.redact",
          new Words(),
          "none",
          "Words that make a value a secret when they are part of its key, beside `password`,"
              + " `token`, `secret`, `authorization` and the like, with commas between them.");
  static final Setting<Integer> CAPTURE_MAX_LENGTH =
      Setting.of(
          "capture.max-length",
          new Count("number", 64, 65_536),
          "4096",
          "The most characters of one captured text; the rest is cut off.");

  static final Setting<Duration> HEALTH_CHECK_INTERVAL =
      Setting.of(
          "health.check-interval",
          new Time(Duration.ofMillis(100), Duration.ofHours(1)),
          "10s",
          "How often background checks look; the endpoint only reads their results.");
  static final Setting<Double> MEMORY_DEGRADED = degraded("memory", "Used share of the heap");
  static final Setting<Double> MEMORY_UNHEALTHY = unhealthy("memory", "Used share of the heap");
  static final Setting<Double> CPU_DEGRADED =
      degraded("cpu", "Share of all processors used by the process");
  static final Setting<Double> CPU_UNHEALTHY =
      unhealthy("cpu", "Share of all processors used by the process");
  static final Setting<Double> DISK_DEGRADED =
      degraded("disk", "Used share of the working directory's file system");
  static final Setting<Double> DISK_UNHEALTHY =
      unhealthy("disk", "Used share of the working directory's file system");

  static final Setting<Double> POOL_DEGRADED =
      degraded("pool", "Share of a connection pool that is borrowed");
  static final Setting<Double> POOL_UNHEALTHY =
      unhealthy("pool", "Share of a connection pool that is borrowed");
  static final Setting<Duration> POOL_LEAK_THRESHOLD =
      Setting.of(
          "health.pool.leak-threshold",
          new Time(Duration.ofMillis(100), Duration.ofHours(24)),
          "60s",
          "A connection that is borrowed for longer counts as leaked.");
  static final Setting<Boolean> POOL_LEAK_STACKS =
      Setting.of(
          "health.pool.leak-stacks",
          new Flag(),
          "false",
          "Whether to note who borrows a connection, for `/calls` to show it with leaked ones."
              + " Costs some microseconds for each borrowed connection.");
  static final Setting<Duration> DATABASE_SLOW =
      Setting.of(
          "health.database.slow",
          new Time(Duration.ofMillis(1), Duration.ofHours(1)),
          "100ms",
          "A database that takes longer to say that it lives counts as degraded.");
  static final Setting<Duration> DATABASE_TIMEOUT =
      Setting.of(
          "health.database.timeout",
          new Time(Duration.ofSeconds(1), Duration.ofMinutes(5)),
          "2s",
          "A database that takes longer than this does not answer.");
  static final Setting<Integer> DATABASE_LOOKS =
      Setting.of(
          "health.database.looks",
          new Count("number", 1, 100),
          "2",
          "So many looks in a row must agree before a pool or database changes its status. There are"
              + " five looks in each `health.check-interval`.");
  static final Setting<Integer> DATABASE_REPEATS =
      Setting.of(
          "health.database.repeats",
          new Count("number", 2, 100_000),
          "10",
          "The same statement more often than this within one tool call is a pattern to avoid (N+1).");

  static final Setting<Duration> SCAN_CHECK_INTERVAL =
      Setting.of(
          "scan.check-interval",
          new Time(Duration.ofMillis(100), Duration.ofHours(1)),
          "10s",
          "How often scans of files are looked at, at least; five times in each"
              + " `scan.stall-timeout` and once a second in any case.");
  static final Setting<Duration> SCAN_STALL_TIMEOUT =
      Setting.of(
          "scan.stall-timeout",
          new Time(Duration.ofSeconds(3), Duration.ofHours(24)),
          "60s",
          "A scan that runs and neither finds nor reads anything for longer is stalled.");

  static final Setting<List<String>> INJECT =
      Setting.unset(
          "inject",
          new Choices(List.of("health-resource", "sync-tools")),
          "none",
          "What the MCP servers of the process get, so that their clients can ask how they are."
              + " `health-resource`: the resource `health://status`. `sync-tools`: the tools"
              + " `sync_status` and `sync_health_check`, and `force_rescan` when"
              + " `scan.recovery-method` is set. Both: `inject='health-resource,sync-tools'`. Tools"
              + " and resources of the server with these names stay as they are.");
  static final Setting<List<MethodName>> SCAN_METHODS =
      Setting.unset(
          "scan.methods",
          new Methods(),
          "none",
          "The application's own methods that scan, with commas between them: `class#method`, a"
              + " nested class as `Outer$Inner`. A call is a run of the scan, from its begin to its"
              + " return (of a `CompletionStage`: to its completion); an exception is its failure."
              + " It is the class that has the method's body, not an interface or a subclass that"
              + " inherits it; all overloads count, static or not; a call within a call is part of"
              + " it, and so are calls at the same time. What is detected meanwhile is part of the"
              + " run.");
  static final Setting<List<MethodName>> SCAN_ITEM_METHODS =
      Setting.unset(
          "scan.item-methods",
          new Methods(),
          "none",
          "The application's own methods that work on one item (a file, a page, a row) of such a"
              + " scan, on whatever thread. Each call counts as one file scanned, instead of files"
              + " that are opened.");
  static final Setting<MethodName> SCAN_RECOVERY_METHOD =
      Setting.unset(
          "scan.recovery-method",
          new Method(),
          "none",
          "The application's own method that begins a scan anew, without parameters. It is called,"
              + " on a thread of its own, when a scan is stalled (with `scan.methods`: one of"
              + " those) and by the command `rescan`; on the instance whose scan ran last or that"
              + " was made last, unless it is static.");
  static final Setting<Integer> SCAN_MAX_RECOVERY_ATTEMPTS =
      Setting.of(
          "scan.max-recovery-attempts",
          new Count("number", 0, 100),
          "3",
          "So often at most is the recovery method called for a stalled scan, with"
              + " `scan.stall-timeout` between two calls. Never while a call has not returned.");

  static final Setting<Boolean> ALERTS_ENABLED =
      Setting.of(
          "alerts.enabled",
          new Flag(),
          "true",
          "Whether the built-in alert rules are looked at in each `health.check-interval`. What"
              + " fires or is resolved is one line on stderr and in `/alerts`.");

  /** Stands for one switch per probe: the middle of the key is the id of the probe. */
  static final Setting<Boolean> PROBE_ENABLED =
      Setting.of(
          "probes.<id>.enabled",
          new Flag(),
          "true",
          "Whether this probe may run. `doctor` lists the probes and their ids, such as"
              + " `mcp.javasdk`.");

  private static final String PROBE_START = "probes.";
  private static final String PROBE_END = ".enabled";

  /** Settings that are explained together. */
  record Section(String title, List<Setting<?>> settings) {}

  static final List<Section> SECTIONS =
      List.of(
          new Section("General", List.of(CONFIG, ENABLED)),
          new Section(
              "What is monitored", List.of(SERVICE_NAME, SERVICE_VERSION, ENVIRONMENT, REGION)),
          new Section(
              "HTTP endpoint",
              List.of(HTTP_ENABLED, HTTP_HOST, HTTP_PORT, HTTP_TOKEN, HTTP_ALLOWED_HOSTS)),
          new Section("Export (OTLP)", List.of(OTLP_ENDPOINT, OTLP_PROTOCOL, OTLP_HEADERS)),
          new Section("Traces", List.of(TRACES, CAPTURE, CAPTURE_REDACT, CAPTURE_MAX_LENGTH)),
          new Section(
              "Scans of files",
              List.of(
                  SCAN_CHECK_INTERVAL,
                  SCAN_STALL_TIMEOUT,
                  SCAN_METHODS,
                  SCAN_ITEM_METHODS,
                  SCAN_RECOVERY_METHOD,
                  SCAN_MAX_RECOVERY_ATTEMPTS)),
          new Section("In the MCP server", List.of(INJECT)),
          new Section("Alerts", List.of(ALERTS_ENABLED)),
          new Section("Probes", List.of(PROBE_ENABLED)),
          new Section(
              "Health",
              List.of(
                  HEALTH_CHECK_INTERVAL,
                  MEMORY_DEGRADED,
                  MEMORY_UNHEALTHY,
                  CPU_DEGRADED,
                  CPU_UNHEALTHY,
                  DISK_DEGRADED,
                  DISK_UNHEALTHY,
                  POOL_DEGRADED,
                  POOL_UNHEALTHY,
                  POOL_LEAK_THRESHOLD,
                  POOL_LEAK_STACKS,
                  DATABASE_SLOW,
                  DATABASE_TIMEOUT,
                  DATABASE_LOOKS,
                  DATABASE_REPEATS)));

  private static final Map<String, Setting<?>> BY_KEY = new HashMap<>();
  private static final Map<String, String> KEY_BY_VARIABLE = new HashMap<>();

  static {
    for (Section section : SECTIONS) {
      for (Setting<?> setting : section.settings()) {
        BY_KEY.put(setting.key(), setting);
        KEY_BY_VARIABLE.put(Setting.variable(setting.key()), setting.key());
      }
    }
  }

  private Settings() {}

  /** The setting with this key; null when there is none. */
  static @Nullable Setting<?> find(String key) {
    return isProbeKey(key) ? PROBE_ENABLED : BY_KEY.get(key);
  }

  /** The key that this environment variable sets; null when there is none. */
  static @Nullable String keyOfVariable(String variable) {
    String key = KEY_BY_VARIABLE.get(variable);
    if (key != null) {
      return key;
    }
    // ids of probes have no dash, so that a variable names exactly one
    String dotted =
        variable
            .substring(Setting.VARIABLE_PREFIX.length())
            .toLowerCase(Locale.ROOT)
            .replace('_', '.');
    return isProbeKey(dotted) ? dotted : null;
  }

  /** Whether the key is the switch of a probe, which may or may not exist. */
  static boolean isProbeKey(String key) {
    return key.startsWith(PROBE_START)
        && key.endsWith(PROBE_END)
        && key.length() > PROBE_START.length() + PROBE_END.length();
  }

  /** The key of the switch of a probe. */
  static String probeKey(String id) {
    return PROBE_START.concat(id).concat(PROBE_END);
  }

  /** The id in the key of a probe's switch. */
  static String probeId(String key) {
    return key.substring(PROBE_START.length(), key.length() - PROBE_END.length());
  }

  private static Setting<Double> degraded(String what, String of) {
    return Setting.of(
        "health." + what + ".degraded", new Share(), "0.80", of + " that counts as degraded.");
  }

  private static Setting<Double> unhealthy(String what, String of) {
    return Setting.of(
        "health." + what + ".unhealthy", new Share(), "0.95", of + " that counts as unhealthy.");
  }
}
