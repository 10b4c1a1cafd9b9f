package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.inject.Answer;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.modelcontextprotocol.kotlin.sdk.server.RegisteredResource;
import io.modelcontextprotocol.kotlin.sdk.server.RegisteredTool;
import io.modelcontextprotocol.kotlin.sdk.server.Server;
import java.lang.reflect.Constructor;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our tools and our resource, for the servers of one application: many of them make one for each
 * client. A server's own tools and resources come first.
 */
final class InjectScope {
  private static final int MAX_SAID = 100;

  final Injection injection;
  private final ProbeContext context;
  private final SdkTypes types = SdkTypes.find();

  /** What servers register; one object for all of them, by which ours are told from theirs. */
  private final Map<Feature, Object> ours = new EnumMap<>(Feature.class);

  /** Servers and what they have of their own. */
  private final Set<String> said = new HashSet<>();

  private @Nullable SdkJson json;
  private boolean impossible;

  InjectScope(ProbeContext context) {
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

  /**
   * Adds our tools that are not there.
   *
   * @param tools the registry up to 0.7, by name; later the server tells
   */
  synchronized void giveTools(Server server, @Nullable Object info, @Nullable Object tools) {
    Map<?, ?> own = tools instanceof Map<?, ?> known ? known : server.getTools();
    for (Feature feature : injection.features()) {
      Object tool = feature.isTool() ? ours(feature) : null;
      if (tool != null && isFree(own.get(feature.id()), tool, info, feature)) {
        add(() -> server.addTools(List.of((RegisteredTool) tool)), info, feature);
      }
    }
  }

  /** Adds our resource where it is not there. */
  synchronized void giveResource(Server server, @Nullable Object info, @Nullable Object resources) {
    if (!injection.features().contains(Feature.HEALTH_STATUS)) {
      return;
    }
    if (hasTemplate(server)) {
      leftOut(info, Feature.HEALTH_STATUS);
      return;
    }
    Map<?, ?> own = resources instanceof Map<?, ?> known ? known : server.getResources();
    Object resource = ours(Feature.HEALTH_STATUS);
    if (resource != null
        && isFree(own.get(Feature.HEALTH_URI), resource, info, Feature.HEALTH_STATUS)) {
      add(
          () -> server.addResources(List.of((RegisteredResource) resource)),
          info,
          Feature.HEALTH_STATUS);
    }
  }

  /** Since 0.10 a server may have templates of addresses, and one of them may mean ours. */
  private static boolean hasTemplate(Server server) {
    try {
      for (Object template : (List<?>) get(server, "getResourceTemplates")) {
        if (Feature.mayMean(String.valueOf(get(template, "getUriTemplate")))) {
          return true;
        }
      }
    } catch (ReflectiveOperationException old) {
      return false;
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // one like it may be the server's own
  private boolean isFree(
      @Nullable Object known, Object wanted, @Nullable Object info, Feature feature) {
    if (known != null && known != wanted) {
      leftOut(info, feature);
    }
    return known == null;
  }

  private void add(Runnable addition, @Nullable Object info, Feature feature) {
    try {
      addition.run();
      context.note(name(info) + " was given the " + feature.label());
    } catch (IllegalArgumentException taken) { // by the application, at this moment
      leftOut(info, feature);
    } catch (IllegalStateException refused) {
      context.cannot(
          name(info)
              + " could not be given the "
              + feature.label()
              + ": it was made before the agent came, without "
              + (feature.isTool() ? "tools" : "resources"));
    }
  }

  /** The application adds a tool or resource: one of ours under its name gives way. */
  synchronized void adds(
      Server server,
      @Nullable Object info,
      @Nullable Object tools,
      @Nullable Object resources,
      @Nullable Object added) {
    if (added instanceof List<?> list) {
      list.forEach(one -> adds(server, info, tools, resources, one));
      return;
    }
    if (added == null || ours.containsValue(added)) {
      return;
    }
    String key = added instanceof String text ? text : key(added);
    for (Feature feature : injection.features()) {
      if ((feature.isTool() ? feature.id() : Feature.HEALTH_URI).equals(key)) {
        giveWay(server, info, feature.isTool() ? tools : resources, feature);
      }
    }
  }

  /**
   * Newer registries refuse a name that they have, older ones replace what they have under it.
   *
   * @param registry the registry up to 0.7
   */
  @SuppressWarnings("ReferenceEquality") // one like it may be the server's own
  private void giveWay(
      Server server, @Nullable Object info, @Nullable Object registry, Feature feature) {
    String key = feature.isTool() ? feature.id() : Feature.HEALTH_URI;
    Map<?, ?> known =
        registry instanceof Map<?, ?> old
            ? old
            : feature.isTool() ? server.getTools() : server.getResources();
    Object wanted = ours.get(feature);
    if (wanted != null && known.get(key) == wanted) {
      if (known != registry) {
        boolean unused = feature.isTool() ? server.removeTool(key) : server.removeResource(key);
      }
      leftOut(info, feature);
    }
  }

  /** The name of a tool, the address of a resource. */
  private @Nullable String key(Object added) {
    try {
      return switch (added.getClass().getSimpleName()) {
        case "RegisteredTool" -> types.name(get(added, "getTool"));
        case "RegisteredResource" -> String.valueOf(get(get(added, "getResource"), "getUri"));
        default -> types.name(added);
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(Object object, String getter) throws ReflectiveOperationException {
    return object.getClass().getMethod(getter).invoke(object);
  }

  /**
   * The application adds a template that may stand for our address.
   *
   * @param template a template of addresses, or the text of one
   */
  synchronized void addsTemplate(Server server, @Nullable Object info, @Nullable Object template) {
    try {
      Object text =
          template == null || template instanceof String
              ? template
              : get(template, "getUriTemplate");
      if (text instanceof String known && Feature.mayMean(known)) {
        giveWay(server, info, null, Feature.HEALTH_STATUS);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object ours(Feature feature) {
    Object known = ours.get(feature);
    SdkJson sdk = known == null ? json() : null;
    if (sdk != null) {
      try {
        known =
            feature.isTool()
                ? registered(RegisteredTool.class, sdk.read("Tool", tool(feature)), feature)
                : registered(RegisteredResource.class, sdk.read("Resource", resource()), feature);
        ours.put(feature, known);
      } catch (ReflectiveOperationException e) {
        cannot(e);
      }
    }
    return known;
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
    if (!injection.isReady()) {
      try {
        injection.awaitReady();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Answer answer = injection.answer(feature);
    try {
      return feature.isTool() ? toolResult(answer) : resourceResult(answer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object toolResult(Answer answer) throws ReflectiveOperationException {
    return known()
        .read(
            "CallToolResult",
            Map.of(
                "content",
                List.of(Map.of("type", "text", "text", answer.text())),
                "isError",
                answer.failed()));
  }

  private Object resourceResult(Answer answer) throws ReflectiveOperationException {
    return known()
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

  private synchronized SdkJson known() throws ReflectiveOperationException {
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

  /** A server has one of its own under the name of this one of ours; each is said once. */
  private void leftOut(@Nullable Object info, Feature feature) {
    String line = name(info) + " has its own " + feature.label() + "; ours is left out";
    if (said.size() < MAX_SAID && said.add(line)) {
      context.say(line);
    }
  }

  private String name(@Nullable Object info) {
    return info != null && types.field(info, "name") instanceof String name ? name : "a server";
  }
}
