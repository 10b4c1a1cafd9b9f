package io.mcpmonitor.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.config.AgentConfig.Origin;
import io.mcpmonitor.health.SampleSnapshot;
import io.mcpmonitor.support.MethodName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  @TempDir Path folder;

  @Test
  void withoutAnythingEverySettingHasItsDefault() {
    AgentConfig config = load(null);

    assertThat(config.problems()).isEmpty();
    assertThat(config.enabled()).isTrue();
    assertThat(config.service()).isEqualTo(new AgentConfig.Service(null, null, null, null));
    assertThat(config.http())
        .isEqualTo(new AgentConfig.Http(true, "127.0.0.1", 9464, null, List.of()));
    assertThat(config.health()).isEqualTo(SampleSnapshot.limits());
    assertThat(config.probeEnabled("mcp.javasdk")).isTrue();
  }

  @Test
  void everySettingIsReadAndHasAnOriginInKeyOrder() {
    List<String> keys = load(null).origins().stream().map(Origin::key).toList();

    assertThat(keys)
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(
            Settings.SECTIONS.stream()
                .flatMap(section -> section.settings().stream())
                .map(Setting::key)
                .filter(key -> !key.equals(Settings.PROBE_ENABLED.key()))
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "inject=health-resource; true; false",
        "inject=SYNC-tools; false; true",
        "inject='health-resource, sync-tools'; true; true",
        "region=x; false; false"
      })
  void serversGetWhatIsNamed(String arguments, boolean resource, boolean tools) {
    AgentConfig config = load(arguments);

    assertThat(config.problems()).isEmpty();
    assertThat(config.inject()).isEqualTo(new AgentConfig.Inject(resource, tools));
    assertThat(config.inject().anything()).isEqualTo(resource || tools);
  }

  @Test
  void serversGetNothingThatNobodyKnows() {
    AgentConfig config = load("inject='health-resource,all'");

    assertThat(config.inject().anything()).isFalse();
    assertThat(config.problems())
        .containsExactly(
            "inject=health-resource,all (agent argument): expected any of health-resource,"
                + " sync-tools, with commas between them; the default (none) is used");
  }

  @Test
  void theStrongerSourceWins() throws IOException {
    properties.put("mcp.monitor.config", file("http.port: 1\nregion: file"));
    assertThat(load(null).http().port()).isEqualTo(1);
    variables.put("MCP_MONITOR_HTTP_PORT", "2");
    assertThat(load(null).http().port()).isEqualTo(2);
    properties.put("mcp.monitor.http.port", "3");
    assertThat(load(null).http().port()).isEqualTo(3);

    AgentConfig config = load("http.port=4");

    assertThat(config.http().port()).isEqualTo(4);
    assertThat(config.service().region()).isEqualTo("file");
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void originsSayWhereEachValueCameFrom() throws IOException {
    String path = file("region: eu");
    properties.put("mcp.monitor.http.host", "0.0.0.0");
    variables.put("MCP_MONITOR_HTTP_PORT", "0");

    AgentConfig config = load("enabled=false,config=" + path);

    assertThat(origin(config, "enabled"))
        .isEqualTo(new Origin("enabled", "false", "agent argument"));
    assertThat(origin(config, "http.host"))
        .isEqualTo(new Origin("http.host", "0.0.0.0", "system property mcp.monitor.http.host"));
    assertThat(origin(config, "http.port"))
        .isEqualTo(new Origin("http.port", "0", "environment MCP_MONITOR_HTTP_PORT"));
    assertThat(origin(config, "region")).isEqualTo(new Origin("region", "eu", "file " + path));
    assertThat(origin(config, "http.enabled"))
        .isEqualTo(new Origin("http.enabled", "true", "default"));
  }

  @ParameterizedTest
  @CsvSource({
    "health.check-interval=500ms, 500",
    "health.check-interval=2s, 2000",
    "health.check-interval=3 m, 180000",
    "health.check-interval=1h, 3600000"
  })
  void timesCarryTheirUnit(String arguments, long millis) {
    AgentConfig config = load(arguments);

    assertThat(config.problems()).isEmpty();
    assertThat(config.health().checkInterval()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"80%, 0.8", "0.8, 0.8", "12.5 %, 0.125", "0, 0", ".5, 0.5"})
  void sharesArePercentOrNumber(String text, double share) {
    AgentConfig config = load("health.disk.degraded=" + text);

    assertThat(config.problems()).isEmpty();
    assertThat(config.health().disk().degraded()).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.port=70000",
        "http.port=-1",
        "http.port=abc",
        "http.port=99999999999999999999",
        "http.port=",
        "http.enabled=yes",
        "http.host=a b",
        "http.allowed-hosts='a,,b'",
        "health.check-interval=10",
        "health.check-interval=1ms",
        "health.check-interval=2h",
        "health.check-interval=s",
        "health.memory.degraded=80",
        "health.memory.degraded=1e-1",
        "health.memory.degraded=NaN",
        "health.memory.degraded=%",
        "health.memory.degraded=.",
        "probes.mcp.javasdk.enabled=no",
        "service.name=",
      })
  void aBadValueIsOneLineAndTheDefaultIsUsed(String arguments) {
    AgentConfig config = load(arguments);

    String key = arguments.substring(0, arguments.indexOf('='));
    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0))
        .startsWith(key + "=")
        .contains(" (agent argument): expected ")
        .endsWith(" is used");
    AgentConfig untouched = load(null);
    assertThat(config.http()).isEqualTo(untouched.http());
    assertThat(config.health()).isEqualTo(untouched.health());
    assertThat(config.service()).isEqualTo(untouched.service());
    assertThat(config.probeEnabled("mcp.javasdk")).isTrue();
    assertThat(origin(config, key).origin()).isEqualTo("default");
  }

  @Test
  void aBadValueNamesKeyValueOriginAndExpectation() {
    variables.put("MCP_MONITOR_HTTP_PORT", "http");

    assertThat(load(null).problems())
        .containsExactly(
            "http.port=http (environment MCP_MONITOR_HTTP_PORT): expected a whole number from 0 to"
                + " 65535; the default (9464) is used");
  }

  @Test
  void anUnknownKeyNamesTheNearestOneInTheSameForm() {
    properties.put("mcp.monitor.http.prot", "1");
    variables.put("MCP_MONITOR_SERVICE_NAM", "x");

    assertThat(load("http.allowedHosts=x,mcp.monitor.region=y,colour=blue").problems())
        .containsExactlyInAnyOrder(
            "http.allowedHosts=x (agent argument): unknown key, did you mean http.allowed-hosts?;"
                + " ignored",
            "mcp.monitor.region=y (agent argument): unknown key, did you mean region?; ignored",
            "colour=blue (agent argument): unknown key, see the command 'config' for all keys;"
                + " ignored",
            "http.prot=1 (system property mcp.monitor.http.prot): unknown key, did you mean"
                + " http.port?; ignored",
            "MCP_MONITOR_SERVICE_NAM=x (environment): unknown key, did you mean"
                + " MCP_MONITOR_SERVICE_NAME?; ignored");
  }

  @Test
  void foreignPropertiesAndVariablesAreNobodysMistake() {
    properties.put("mcp.monitored", "1");
    properties.put("java.version", "17");
    variables.put("MCP_SERVER_PORT", "1");

    assertThat(load(null).problems()).isEmpty();
  }

  @Test
  void secretsAreNeverShown() {
    variables.put("MCP_MONITOR_HTTP_TOKEN", "s3cret");
    AgentConfig good = load("http.tokn=s3cret,http.auth-password=s3cret");
    variables.put("MCP_MONITOR_HTTP_TOKEN", "s3cret with space");
    AgentConfig bad = load("http.port=1,'x");
    AgentConfig split = load("http.token=first,s3cret");

    assertThat(good.http().token()).isEqualTo("s3cret");
    assertThat(origin(good, "http.token").value()).isEqualTo("****");
    assertThat(good.problems()).hasSize(2);
    assertThat(List.of(good.problems(), good.origins(), good.http(), bad.problems(), split))
        .allSatisfy(shown -> assertThat(shown.toString()).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "t\u00f6ken"})
  void aTokenThatCannotBeUsedKeepsTheEndpointOff(String token) {
    variables.put("MCP_MONITOR_HTTP_TOKEN", token);

    AgentConfig config = load(null);

    assertThat(config.http().enabled()).isFalse();
    assertThat(config.problems())
        .singleElement()
        .asString()
        .startsWith("http.token=**** (environment MCP_MONITOR_HTTP_TOKEN)")
        .endsWith("the endpoint stays off");
  }

  @Test
  void valuesWithCommasStandInQuotes() {
    AgentConfig config =
        load("http.allowed-hosts=\"A.example, b.example\",service.name='x, \"y\"'");

    assertThat(config.problems()).isEmpty();
    assertThat(config.http().allowedHosts()).containsExactly("a.example", "b.example");
    assertThat(config.service().name()).isEqualTo("x, \"y\"");
  }

  @Test
  void windowsPathsAndEqualSignsAreOrdinaryText() {
    AgentConfig config = load("service.name=a=b,region=C:\\dir\\x");

    assertThat(config.problems()).isEmpty();
    assertThat(config.service().name()).isEqualTo("a=b");
    assertThat(config.service().region()).isEqualTo("C:\\dir\\x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "debug|debug (agent argument): expected key=value; ignored",
        "region=a,b|text after region (agent argument): expected key=value, or quotes around a"
            + " value with commas; ignored",
        "region=a,region=b|region (agent argument): given twice; the last one counts",
        "region=\"a|region (agent argument): the quote \" is not closed",
        "region=\"a\"b|region (agent argument): text between the closing quote and the comma"
            + " ignored"
      })
  void mistakesInTheFormOfAgentArguments(String arguments, String problem) {
    assertThat(load(arguments).problems()).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ", ,", " region = eu , "})
  void looseAgentArgumentsAreFine(String arguments) {
    assertThat(load(arguments).problems()).isEmpty();
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    variables.put("MCP_MONITOR_HTTP_PORT", "");
    variables.put("MCP_MONITOR_CONFIG", "");

    assertThat(load(null)).isEqualTo(ConfigLoader.load(null, new Environment(Map.of(), Map.of())));
  }

  @Test
  void aFileMayNestKeysAndListItems() throws IOException {
    AgentConfig config =
        loadFile(
            """
            service:
              name: notes
              version: 1.10
            http.port: 0
            http:
              allowed-hosts: [a.example, b.example]
            health:
              # everything below is commented out
            probes:
              mcp.javasdk:
                enabled: false
            """);

    assertThat(config.problems()).isEmpty();
    assertThat(config.service().name()).isEqualTo("notes");
    assertThat(config.service().version()).isEqualTo("1.10");
    assertThat(config.http().port()).isZero();
    assertThat(config.http().allowedHosts()).containsExactly("a.example", "b.example");
    assertThat(config.probeEnabled("mcp.javasdk")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: [|expected YAML, but in line 1",
        "just text|expected keys and values",
        "region: a\\nregion: b|expected YAML, but in line 2",
        "a: &x {b: *x}|expected no more than 10 levels",
        "x: !!java.io.File /tmp|expected YAML, but"
      })
  void aFileThatIsNoYamlIsOneLine(String text, String problem) throws IOException {
    AgentConfig config = loadFile(text.replace("\\n", "\n"));

    assertThat(config.problems())
        .singleElement()
        .asString()
        .contains("(agent argument): " + problem)
        .endsWith("; the file is ignored")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "---", "{}"})
  void anEmptyFileIsFine(String text) throws IOException {
    assertThat(loadFile(text).problems()).isEmpty();
  }

  @Test
  void aMissingFileIsOneLine() {
    AgentConfig config = load("config=/no/such.yaml,region=eu");

    assertThat(config.service().region()).isEqualTo("eu");
    assertThat(config.problems())
        .singleElement()
        .asString()
        .startsWith("config=/no/such.yaml (agent argument): expected a readable YAML file (");
  }

  @Test
  void mistakesInAFileNameTheFile() throws IOException {
    String path = file("http:\n  prot: 1\n  port: x\nconfig: other.yaml\nservice.name:\n");

    assertThat(load("config=" + path).problems())
        .containsExactlyInAnyOrder(
            "http.prot=1 (file " + path + "): unknown key, did you mean http.port?; ignored",
            "config=other.yaml (file " + path + "): cannot stand in the file itself; ignored",
            "http.port=x (file "
                + path
                + "): expected a whole number from 0 to 65535; the default (9464) is used");
  }

  @Test
  void limitsThatContradictEachOtherGoBackToTheirDefaults() {
    AgentConfig config = load("health.cpu.degraded=0.97");

    assertThat(config.health().cpu()).isEqualTo(new AgentConfig.Limits(0.80, 0.95));
    assertThat(origin(config, "health.cpu.degraded").origin()).isEqualTo("default");
    assertThat(config.problems())
        .containsExactly(
            "health.cpu.degraded=0.97 (agent argument): expected degraded not above unhealthy; the"
                + " defaults 0.80 and 0.95 are used");
  }

  @Test
  void probesAreCheckedOnceTheyAreKnown() {
    variables.put("MCP_MONITOR_PROBES_MCP_JAVASDK_ENABLED", "false");
    properties.put("mcp.monitor.probes.pool.hikary.enabled", "false");

    AgentConfig config = ConfigLoader.withProbes(load(null), List.of("mcp.javasdk", "pool.hikari"));

    assertThat(config.probeEnabled("mcp.javasdk")).isFalse();
    assertThat(config.probeEnabled("pool.hikari")).isTrue();
    assertThat(origin(config, "probes.mcp.javasdk.enabled").origin())
        .isEqualTo("environment MCP_MONITOR_PROBES_MCP_JAVASDK_ENABLED");
    assertThat(origin(config, "probes.pool.hikari.enabled").origin()).isEqualTo("default");
    assertThat(config.problems())
        .containsExactly(
            "probes.pool.hikary.enabled=false (system property"
                + " mcp.monitor.probes.pool.hikary.enabled): unknown probe; there are mcp.javasdk,"
                + " pool.hikari");
  }

  @Test
  void openTelemetrySettingsStandBelowOurs() {
    variables.put("OTEL_SERVICE_NAME", "by-variable");
    variables.put(
        "OTEL_RESOURCE_ATTRIBUTES",
        "service.name=by-attribute,service.version=1%2E2,deployment.environment.name=new,"
            + "deployment.environment=old,cloud.region=eu,other=x");

    AgentConfig config = load(null);
    properties.put("otel.service.name", "by-property");
    AgentConfig byProperty = load(null);

    assertThat(config.problems()).isEmpty();
    assertThat(config.service())
        .isEqualTo(new AgentConfig.Service("by-variable", "1.2", "new", "eu"));
    assertThat(origin(config, "service.name").origin()).isEqualTo("environment OTEL_SERVICE_NAME");
    assertThat(byProperty.service().name()).isEqualTo("by-property");
    assertThat(load("service.name=ours").service().name()).isEqualTo("ours");
  }

  @Test
  void malformedResourceAttributesAreNamed() {
    properties.put("otel.resource.attributes", "cloud.region=%zz,nonsense");

    assertThat(load(null).problems())
        .containsExactly(
            "cloud.region=%zz (system property otel.resource.attributes): expected %XX with two"
                + " hexadecimal digits; ignored",
            "nonsense (system property otel.resource.attributes): expected key=value; ignored");
  }

  private AgentConfig load(String arguments) {
    return ConfigLoader.load(arguments, new Environment(properties, variables));
  }

  private AgentConfig loadFile(String text) throws IOException {
    return load("config='" + file(text) + "'");
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("mcp-monitor.yaml"), text).toString();
  }

  private static Origin origin(AgentConfig config, String key) {
    return config.origins().stream().filter(o -> o.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void methodsOfTheApplicationAreNamed() {
    AgentConfig.Scan scan =
        load("scan.methods='com.acme.Indexer#indexAll, com.acme.Outer$Inner#run',"
                + "scan.item-methods=com.acme.Indexer#index,"
                + "scan.recovery-method=com.acme.Indexer#rescan,scan.max-recovery-attempts=0")
            .scan();
    assertThat(scan.methods())
        .extracting(MethodName::toString)
        .containsExactly("com.acme.Indexer#indexAll", "com.acme.Outer$Inner#run");
    assertThat(scan.itemMethods()).hasSize(1);
    assertThat(scan.recoveryMethod()).hasToString("com.acme.Indexer#rescan");
    assertThat(scan.maxRecoveryAttempts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.Indexer.indexAll",
        "com.acme.Indexer#",
        "#x",
        "a..B#c",
        "a.B#c()",
        "a.B#c#d",
        "a.1B#c",
        "a.B #c",
        "a.B#<init>"
      })
  void whatIsNoMethodIsOneLine(String text) {
    AgentConfig config = load("scan.methods='" + text + "'");
    assertThat(config.scan().methods()).isEmpty();
    assertThat(config.problems())
        .containsExactly(
            "scan.methods="
                + text
                + " (agent argument): expected methods such as com.acme.Indexer#indexAll with"
                + " commas between them, 20 at most; the default (none) is used");
  }

  @Test
  void itemsWithoutScansAreAMistake() {
    AgentConfig config = load("scan.item-methods=a.B#c");
    assertThat(config.scan().itemMethods()).isEmpty();
    assertThat(config.problems())
        .containsExactly(
            "scan.item-methods=a.B#c (agent argument): counts within calls of scan.methods only,"
                + " and that names none; ignored");
  }
}
