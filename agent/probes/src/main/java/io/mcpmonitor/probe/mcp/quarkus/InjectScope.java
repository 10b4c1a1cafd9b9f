package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.inject.Answer;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.mcpmonitor.support.WeakTable;
import io.quarkiverse.mcp.server.FeatureManager;
import io.quarkiverse.mcp.server.FeatureManager.FeatureInfo;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceManager.ResourceInfo;
import io.quarkiverse.mcp.server.ResourceTemplateManager.ResourceTemplateInfo;
import io.quarkiverse.mcp.server.ToolManager;
import org.jspecify.annotations.Nullable;

/** Our tools and our resource in the registries of one application. */
final class InjectScope {
  private static final int MAX_REGISTRIES = 100;

  /** How people know the server: its name is not known before a client asks. */
  private static final String SERVER = "the Quarkus server ";

  final Injection injection;
  private final ProbeContext context;
  private final WeakTable<Boolean> done = new WeakTable<>(MAX_REGISTRIES);

  InjectScope(ProbeContext context) {
    this.context = context;
    this.injection = context.pipeline().injection();
  }

  boolean isDone(@Nullable Object tools) {
    return tools == null || done.get(tools) != null;
  }

  /** Adds what is not there; once for registries that several transports share. */
  synchronized void fill(
      @Nullable Object tools, @Nullable Object resources, @Nullable Object templates) {
    if (isDone(tools) || tools == null || !done.put(tools, true)) {
      return;
    }
    for (Feature feature : injection.features()) {
      if (feature.isTool()) {
        if (tools instanceof ToolManager manager) {
          add(manager, feature);
        }
      } else if (resources instanceof ResourceManager manager) {
        add(manager, templates);
      }
    }
  }

  /** A server that was made with ours is known; others cannot be given anything. */
  void askedOld(Object handler) {
    if (injection.isLate() && done.get(handler) == null && done.put(handler, true)) {
      context.cannot(
          SERVER
              + "could not be given anything: it ran before the agent came, and its version does"
              + " not let it be done later; start it with the agent");
    }
  }

  /** The handler of a transport was made with the agent there. */
  void made(Object handler) {
    boolean unused = done.put(handler, true);
  }

  private void add(ToolManager tools, Feature feature) {
    if (find(tools, feature.id()) != null) {
      leftOut(feature);
      return;
    }
    ToolManager.ToolDefinition definition =
        tools.newTool(feature.id()).setDescription(feature.description());
    QuarkusHints.give(definition, feature);
    register(definition.setHandler(new InjectedTool(this, feature)));
    given(feature);
  }

  private void add(ResourceManager resources, @Nullable Object templates) {
    if (find(resources) != null || hasTemplate(templates)) {
      leftOut(Feature.HEALTH_STATUS);
      return;
    }
    register(
        resources
            .newResource(Feature.HEALTH_STATUS.id())
            .setDescription(Feature.HEALTH_STATUS.description())
            .setUri(Feature.HEALTH_URI)
            .setMimeType(Feature.JSON)
            .setHandler(new InjectedResource(this)));
    given(Feature.HEALTH_STATUS);
  }

  /** By the type that has always had this method. */
  private static void register(FeatureManager.FeatureDefinition<?, ?, ?, ?> definition) {
    var unused = definition.register();
  }

  private static boolean hasTemplate(@Nullable Object templates) {
    if (templates instanceof FeatureManager<?> all) {
      for (FeatureInfo info : all) {
        if (info instanceof ResourceTemplateInfo known && Feature.mayMean(known.uriTemplate())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The application is about to add a tool. */
  void giveWay(ToolManager tools, String name) {
    FeatureInfo known = find(tools, name);
    if (known != null && Feature.isOurTool(name, known.description())) {
      for (Feature feature : injection.features()) {
        if (feature.id().equals(name)) {
          var unused = tools.removeTool(name);
          leftOut(feature);
        }
      }
    }
  }

  /** The application is about to add a resource under our address. */
  void giveWay(ResourceManager resources) {
    ResourceInfo known = find(resources);
    if (known != null && Feature.HEALTH_STATUS.description().equals(known.description())) {
      var unused = resources.removeResource(Feature.HEALTH_URI);
      leftOut(Feature.HEALTH_STATUS);
    }
  }

  private static @Nullable FeatureInfo find(ToolManager tools, String name) {
    for (FeatureInfo tool : tools) {
      if (tool.name().equals(name)) {
        return tool;
      }
    }
    return null;
  }

  private static @Nullable ResourceInfo find(ResourceManager resources) {
    for (ResourceInfo resource : resources) {
      if (Feature.HEALTH_URI.equals(resource.uri())) {
        return resource;
      }
    }
    return null;
  }

  private void given(Feature feature) {
    context.note(SERVER + "was given the " + feature.label());
  }

  private void leftOut(Feature feature) {
    context.say(SERVER + "has its own " + feature.label() + "; ours is left out");
  }

  /** On a worker thread of Quarkus. */
  Answer answer(Feature feature) {
    if (context.pipeline().current().get() instanceof McpCall call) {
      call.ours();
    }
    return injection.answerWhenReady(feature);
  }
}
