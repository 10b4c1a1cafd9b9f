package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.modelcontextprotocol.kotlin.sdk.server.RegisteredResource;
import io.modelcontextprotocol.kotlin.sdk.server.RegisteredTool;
import io.modelcontextprotocol.kotlin.sdk.server.Server;
import java.util.HashSet;
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
  final SdkFeatures ours;
  private final ProbeContext context;
  private final SdkTypes types = SdkTypes.find();

  /** Servers and what they have of their own. */
  private final Set<String> said = new HashSet<>();

  InjectScope(ProbeContext context) {
    this.context = context;
    this.injection = context.pipeline().injection();
    this.ours = new SdkFeatures(context);
  }

  /**
   * Adds our tools that are not there.
   *
   * @param tools the registry up to 0.7, by name; later the server tells
   */
  synchronized void giveTools(Server server, @Nullable Object info, @Nullable Object tools) {
    Map<?, ?> own = tools instanceof Map<?, ?> known ? known : server.getTools();
    for (Feature feature : injection.features()) {
      Object tool = feature.isTool() ? ours.of(feature) : null;
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
    Object resource = ours.of(Feature.HEALTH_STATUS);
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
    if (added == null || ours.has(added)) {
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
    Object wanted = ours.ifMade(feature);
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
