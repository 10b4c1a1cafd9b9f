package io.mcpmonitor.probe.kotlin;

import io.modelcontextprotocol.kotlin.sdk.server.Server;
import org.jspecify.annotations.Nullable;

/** Servers are made with our tools and resource, and what they add under our names comes first. */
final class InjectAdvice {
  private final InjectScope scope;

  InjectAdvice(InjectScope scope) {
    this.scope = scope;
  }

  /** What a server says that it can do, and by which it decides what it answers. */
  Object able(Object capabilities) {
    return scope.ours.able(capabilities);
  }

  void created(
      @Nullable Object state,
      Server server,
      @Nullable Object info,
      @Nullable Object tools,
      @Nullable Object resources) {
    scope.giveTools(server, info, tools);
    scope.giveResource(server, info, resources);
  }

  /** A server that ran when the agent came has no tools of ours before somebody asks for them. */
  @Nullable Object listsTools(Server server, @Nullable Object info, @Nullable Object tools) {
    if (scope.injection.isLate()) {
      scope.giveTools(server, info, tools);
    }
    return null;
  }

  /** The same for the resource. */
  @Nullable Object listsResources(
      Server server, @Nullable Object info, @Nullable Object tools, @Nullable Object resources) {
    if (scope.injection.isLate()) {
      scope.giveResource(server, info, resources);
    }
    return null;
  }

  /**
   * The application adds something.
   *
   * @param added a tool, its name, the address of a resource, or a list of what is registered
   */
  @Nullable Object adds(
      Server server,
      @Nullable Object info,
      @Nullable Object tools,
      @Nullable Object resources,
      @Nullable Object added) {
    scope.adds(server, info, tools, resources, added);
    return null;
  }

  /** The application adds a template that may mean our address. */
  @Nullable Object addsTemplate(
      Server server,
      @Nullable Object info,
      @Nullable Object tools,
      @Nullable Object resources,
      @Nullable Object template) {
    scope.addsTemplate(server, info, template);
    return null;
  }
}
