package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our tools and our resource, for the servers of one application. A server's own tools and
 * resources come first: where it has one of the same name, ours is left out.
 */
final class InjectScope {
  private static final String RECORD = "Features$Async";

  final ProbeContext context;
  final Injection injection;

  /** One object for all servers: by it ours are told from theirs. */
  private @Nullable Map<Feature, McpSchema.Tool> tools;

  private McpSchema.@Nullable Resource resource;

  InjectScope(ProbeContext context) {
    this.context = context;
    this.injection = context.pipeline().injection();
  }

  /**
   * What a server is made from, with ours in it.
   *
   * @param features a record of the SDK that nobody else can make
   */
  <S> Object with(Object features, Specifications<S> kind) throws ReflectiveOperationException {
    if (!(features instanceof Record) || !features.getClass().getName().endsWith(RECORD)) {
      context.cannotInject(
          "this copy of the SDK makes them from a plain class, which nobody else can make");
      return features;
    }
    List<?> ownTools = list(SdkRecords.get(features, "tools"));
    Map<?, ?> ownResources = map(SdkRecords.get(features, "resources"));
    if (hasOurs(ownTools, ownResources, kind)) {
      return features; // old servers are made of two, of which one hands on what it was given
    }
    String server = nameOf(SdkRecords.get(features, "serverInfo"));
    List<Feature> left = notOwn(server, ownTools, ownResources, kind);
    Object templates = SdkRecords.get(features, "resourceTemplates");
    if (left.contains(Feature.HEALTH_STATUS) && hasTemplate(templates)) {
      leftOut(server, Feature.HEALTH_STATUS);
      left.remove(Feature.HEALTH_STATUS);
    }
    return left.isEmpty() ? features : with(features, kind, left, server);
  }

  private <S> Object with(
      Object features, Specifications<S> kind, List<Feature> added, String server)
      throws ReflectiveOperationException {
    List<Object> newTools = new ArrayList<>(list(SdkRecords.get(features, "tools")));
    Map<Object, Object> newResources =
        new LinkedHashMap<>(map(SdkRecords.get(features, "resources")));
    for (Feature feature : added) {
      if (feature.isTool()) {
        newTools.add(specification(feature, kind));
      } else {
        newResources.put(Feature.HEALTH_URI, specification(feature, kind));
      }
    }
    Map<String, Object> changed = new HashMap<>();
    changed.put("tools", newTools);
    changed.put("resources", newResources);
    if (SdkRecords.get(features, "serverCapabilities")
        instanceof McpSchema.ServerCapabilities declared) {
      changed.put(
          "serverCapabilities", able(declared, !newTools.isEmpty(), !newResources.isEmpty()));
    }
    Object copy = SdkRecords.copy(features, changed);
    has(server, added);
    return copy;
  }

  /** A server that had no tools does not say that it has any. */
  private static Object able(
      McpSchema.ServerCapabilities declared, boolean withTools, boolean withResources)
      throws ReflectiveOperationException {
    Map<String, Object> changed = new HashMap<>();
    if (withTools && declared.tools() == null) {
      changed.put("tools", new McpSchema.ServerCapabilities.ToolCapabilities(false));
    }
    if (withResources && declared.resources() == null) {
      changed.put("resources", new McpSchema.ServerCapabilities.ResourceCapabilities(false, false));
    }
    return changed.isEmpty() ? declared : SdkRecords.copy(declared, changed);
  }

  /** What is to be added to a server with these tools and resources. */
  <S> List<Feature> notOwn(
      String server, List<?> ownTools, Map<?, ?> ownResources, Specifications<S> kind) {
    List<Feature> left = new ArrayList<>(injection.features());
    for (Object own : ownTools) {
      McpSchema.Tool tool = kind.toolOf(own);
      for (Feature feature : injection.features()) {
        if (feature.isTool() && tool != null && feature.id().equals(tool.name())) {
          leftOut(server, feature);
          left.remove(feature);
        }
      }
    }
    if (left.contains(Feature.HEALTH_STATUS)) {
      for (Object uri : ownResources.keySet()) { // in some versions templates are among them
        if (uri instanceof String text && Feature.mayMean(text)) {
          leftOut(server, Feature.HEALTH_STATUS);
          left.remove(Feature.HEALTH_STATUS);
          break;
        }
      }
    }
    return left;
  }

  /** A list of templates, or a map by template. */
  private static boolean hasTemplate(@Nullable Object templates) {
    Iterable<?> all = templates instanceof Map<?, ?> map ? map.keySet() : list(templates);
    for (Object template : all) {
      String uri =
          template instanceof McpSchema.ResourceTemplate known
              ? known.uriTemplate()
              : String.valueOf(template);
      if (Feature.mayMean(uri)) {
        return true;
      }
    }
    return false;
  }

  private <S> boolean hasOurs(List<?> ownTools, Map<?, ?> ownResources, Specifications<S> kind) {
    for (Object own : ownTools) {
      if (isOurs(kind.toolOf(own))) {
        return true;
      }
    }
    return isOurs(kind.resourceOf(ownResources.get(Feature.HEALTH_URI)));
  }

  /** Whether a tool was made here. */
  @SuppressWarnings("ReferenceEquality") // one like it may be the server's own
  synchronized boolean isOurs(McpSchema.@Nullable Tool tool) {
    if (tool != null && tools != null) {
      for (McpSchema.Tool ours : tools.values()) {
        if (ours == tool) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a resource was made here. */
  @SuppressWarnings("ReferenceEquality") // as above
  synchronized boolean isOurs(McpSchema.@Nullable Resource other) {
    return other != null && other == resource;
  }

  /** One of ours, as a server of this kind takes it. */
  <S> Object specification(Feature feature, Specifications<S> kind)
      throws ReflectiveOperationException {
    return feature.isTool()
        ? kind.tool(toolFor(feature), injection, feature)
        : kind.resource(resource(), injection);
  }

  private synchronized McpSchema.Tool toolFor(Feature feature) throws ReflectiveOperationException {
    Map<Feature, McpSchema.Tool> made = tools;
    if (made == null) {
      made = new HashMap<>();
      tools = made;
    }
    McpSchema.Tool known = made.get(feature);
    if (known == null) {
      known = tool(feature);
      made.put(feature, known);
    }
    return known;
  }

  private static McpSchema.Tool tool(Feature feature) throws ReflectiveOperationException {
    Map<String, Object> hints = new HashMap<>();
    hints.put("title", feature.title());
    hints.put("readOnlyHint", feature.isReadOnly());
    hints.put("destructiveHint", false);
    hints.put("idempotentHint", true);
    hints.put("openWorldHint", false);
    Map<String, Object> values = new HashMap<>();
    values.put("name", feature.id());
    values.put("title", feature.title());
    values.put("description", feature.description());
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", Map.of());
    values.put("inputSchema", schema);
    values.put("annotations", hints);
    return SdkRecords.create(McpSchema.Tool.class, values);
  }

  private synchronized McpSchema.Resource resource() throws ReflectiveOperationException {
    McpSchema.Resource known = resource;
    if (known == null) {
      Map<String, Object> values = new HashMap<>();
      values.put("uri", Feature.HEALTH_URI);
      values.put("name", Feature.HEALTH_STATUS.id());
      values.put("title", Feature.HEALTH_STATUS.title());
      values.put("description", Feature.HEALTH_STATUS.description());
      values.put("mimeType", Feature.JSON);
      known = SdkRecords.create(McpSchema.Resource.class, values);
      resource = known;
    }
    return known;
  }

  /** A server has got these. */
  void has(String server, List<Feature> added) {
    StringBuilder names = new StringBuilder(server).append(" was given ");
    for (int i = 0; i < added.size(); i++) {
      names.append(i == 0 ? "the " : ", the ").append(added.get(i).label());
    }
    context.note(names.toString());
  }

  /** A server has one of its own under the name of this one of ours. */
  void leftOut(String server, Feature feature) {
    context.say(server + " has its own " + feature.label() + "; ours is left out");
  }

  static String nameOf(@Nullable Object info) {
    return info instanceof McpSchema.Implementation known ? known.name() : "a server";
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> known ? known : List.of();
  }

  static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> known ? known : Map.of();
  }
}
