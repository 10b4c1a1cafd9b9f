package com.example.telemetry;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;

/** Its one tool tells everything that its own telemetry has seen. */
public final class OwnTelemetry {
  private OwnTelemetry() {}

  /** Serves stdio. */
  public static void main(String[] args) throws Exception {
    PullReader reader = new PullReader();
    GlobalOpenTelemetry.set(
        OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().build())
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
            .build());
    OpenTelemetry own = GlobalOpenTelemetry.get();
    LongCounter calls = own.getMeter("own").counterBuilder("own.calls").build();
    Counter prometheus = Counter.build("own_calls", "Calls").register();
    String made = generated();
    McpSyncServer server =
        McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
            .serverInfo("own-telemetry", "1.0")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
            .toolCall(
                McpSchema.Tool.builder("seen", Map.of("type", "object"))
                    .description("What the server's own telemetry has seen")
                    .build(),
                (exchange, request) -> {
                  calls.add(1, Attributes.of(AttributeKey.stringKey("tool"), "seen"));
                  prometheus.inc();
                  return McpSchema.CallToolResult.builder()
                      .addTextContent(made + "; " + seen(reader))
                      .build();
                })
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
  }

  private static String seen(PullReader reader) {
    TreeSet<String> metrics = new TreeSet<>();
    for (MetricData metric : reader.collect()) {
      metrics.add(metric.getName() + "=" + metric.getLongSumData().getPoints().size());
    }
    for (Collector.MetricFamilySamples family :
        Collections.list(CollectorRegistry.defaultRegistry.metricFamilySamples())) {
      metrics.add(family.name + "=" + family.samples.get(0).value);
    }
    return metrics + "; " + GlobalOpenTelemetry.get().getClass().getSimpleName();
  }

  /** Uses the server's own Byte Buddy, with the ASM inside it. */
  private static String generated() throws ReflectiveOperationException {
    return new ByteBuddy()
        .subclass(Object.class)
        .method(ElementMatchers.isToString())
        .intercept(FixedValue.value("made by Byte Buddy"))
        .make()
        .load(OwnTelemetry.class.getClassLoader())
        .getLoaded()
        .getConstructor()
        .newInstance()
        .toString();
  }
}
