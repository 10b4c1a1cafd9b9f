package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.inject.Answer;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.modelcontextprotocol.kotlin.sdk.server.RegisteredResource;
import io.modelcontextprotocol.kotlin.sdk.server.RegisteredTool;
import java.lang.reflect.Constructor;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our tools, our resource and their answers as objects of the SDK. A version of the SDK that makes
 * its types in another way gets none.
 */
final class SdkFeatures {
  private final ProbeContext context;
  private final Injection injection;

  /** One object for all servers, by which ours are told from theirs. */
  private final Map<Feature, Object> made = new EnumMap<>(Feature.class);

  private @Nullable SdkJson json;
  private boolean impossible;

  SdkFeatures(ProbeContext context) {
    this.context = context;
    this.injection = context.pipeline().injection();
  }

  /** The same capabilities, with tools and resources as far as we have any. */
  synchronized Object able(Object capabilities) {
    SdkJson sdk = json();
    if (sdk == null) {
      return capabilities;
    }
    try {
      return sdk.able(capabilities, injection.features());
    } catch (ReflectiveOperationException e) {
      cannot(e);
      return capabilities;
    }
  }

  /** What servers register for it; null when it cannot be made. */
  synchronized @Nullable Object of(Feature feature) {
    Object known = made.get(feature);
    SdkJson sdk = known == null ? json() : null;
    if (sdk != null) {
      try {
        known =
            feature.isTool()
                ? registered(RegisteredTool.class, sdk.read("Tool", tool(feature)), feature)
                : registered(RegisteredResource.class, sdk.read("Resource", resource()), feature);
        made.put(feature, known);
      } catch (ReflectiveOperationException e) {
        cannot(e);
      }
    }
    return known;
  }

  /** What servers may have registered for it; null when it was never made. */
  synchronized @Nullable Object ifMade(Feature feature) {
    return made.get(feature);
  }

  /** Whether a registered tool or resource is one of ours. */
  synchronized boolean has(Object registered) {
    return made.containsValue(registered);
  }

  private Object registered(Class<?> type, Object what, Feature feature)
      throws ReflectiveOperationException {
    for (Constructor<?> constructor : type.getConstructors()) {
      if (constructor.getParameterCount() == 2) {
        return constructor.newInstance(what, new InjectedHandler(this, feature));
      }
    }
    throw new NoSuchMethodException(type.getName());
  }

  private static Map<String, Object> tool(Feature feature) {
    Map<String, Object> hints = new LinkedHashMap<>();
    hints.put("title", feature.title());
    hints.put("readOnlyHint", feature.isReadOnly());
    hints.put("destructiveHint", false);
    hints.put("idempotentHint", true);
    hints.put("openWorldHint", false);
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("name", feature.id());
    tool.put("title", feature.title());
    tool.put("description", feature.description());
    tool.put("inputSchema", Map.of("type", "object", "properties", Map.of()));
    tool.put("annotations", hints);
    return tool;
  }

  private static Map<String, Object> resource() {
    Feature feature = Feature.HEALTH_STATUS;
    return Map.of(
        "uri", Feature.HEALTH_URI,
        "name", feature.id(),
        "title", feature.title(),
        "description", feature.description(),
        "mimeType", Feature.JSON);
  }

  /** What a client gets, on the thread of its request. */
  Object answer(Feature feature) {
    if (context.pipeline().current().get() instanceof McpCall call) {
      call.ours();
    }
    Answer answer = injection.answerWhenReady(feature);
    try {
      return feature.isTool() ? toolResult(answer) : resourceResult(answer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object toolResult(Answer answer) throws ReflectiveOperationException {
    return sdk()
        .read(
            "CallToolResult",
            Map.of(
                "content",
                List.of(Map.of("type", "text", "text", answer.text())),
                "isError",
                answer.failed()));
  }

  private Object resourceResult(Answer answer) throws ReflectiveOperationException {
    return sdk()
        .read(
            "ReadResourceResult",
            Map.of(
                "contents",
                List.of(
                    Map.of(
                        "uri", Feature.HEALTH_URI,
                        "mimeType", Feature.JSON,
                        "text", answer.text()))));
  }

  private synchronized SdkJson sdk() throws ReflectiveOperationException {
    SdkJson known = json();
    if (known == null) {
      throw new NoSuchMethodException("serializer");
    }
    return known;
  }

  private synchronized @Nullable SdkJson json() {
    if (json == null && !impossible) {
      try {
        json = new SdkJson();
      } catch (ReflectiveOperationException e) {
        cannot(e);
      }
    }
    return impossible ? null : json;
  }

  private void cannot(ReflectiveOperationException why) {
    impossible = true;
    context.cannotInject("this version of the SDK makes its types in another way (" + why + ")");
  }
}
