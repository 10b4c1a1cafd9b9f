package io.mcpmonitor.probe.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What is used of the application's OkHttp. By name, because the agent has an OkHttp of its own
 * under another name: a type or a text with this name would mean that one when the jar is built.
 */
final class OkHttp {
  private final Class<?> chain;
  private final MethodHandle method;
  private final MethodHandle url;
  private final MethodHandle header;
  private final MethodHandle newBuilder;
  private final MethodHandle setHeader;
  private final MethodHandle build;
  private final MethodHandle code;
  private final MethodHandle request;

  OkHttp(ClassLoader application) throws ReflectiveOperationException {
    Class<?> type = type(application, "Request");
    Class<?> builder = type(application, "Request$Builder");
    this.chain = type(application, "Interceptor$Chain");
    this.request = virtual(chain, "request", type);
    this.method = virtual(type, "method", String.class);
    this.url = virtual(type, "url", type(application, "HttpUrl"));
    this.header = virtual(type, "header", String.class, String.class);
    this.newBuilder = virtual(type, "newBuilder", builder);
    this.setHeader = virtual(builder, "header", builder, String.class, String.class);
    this.build = virtual(builder, "build", type);
    this.code = virtual(type(application, "Response"), "code", int.class);
  }

  /** The interceptor that makes a request of the application one for the network. */
  static String bridge() {
    return name("internal.http.BridgeInterceptor");
  }

  private static String name(String rest) {
    return "okhttp".concat("3.").concat(rest);
  }

  private static Class<?> type(ClassLoader application, String name) throws ClassNotFoundException {
    return Class.forName(name(name), false, application);
  }

  private static MethodHandle virtual(
      Class<?> owner, String name, Class<?> returned, Class<?>... parameters)
      throws ReflectiveOperationException {
    MethodType type = MethodType.methodType(returned, parameters);
    return MethodHandles.publicLookup().findVirtual(owner, name, type).asType(erased(type));
  }

  private static MethodType erased(MethodType type) {
    MethodType erased = type.erase().insertParameterTypes(0, Object.class);
    return type.returnType() == int.class ? erased : erased.changeReturnType(Object.class);
  }

  /** The interface of a chain of interceptors. */
  Class<?> chain() {
    return chain;
  }

  Object request(Object someChain) throws Throwable {
    return (Object) request.invoke(someChain);
  }

  String method(Object someRequest) throws Throwable {
    return (String) method.invoke(someRequest);
  }

  String url(Object someRequest) throws Throwable {
    return url.invoke(someRequest).toString();
  }

  @Nullable String header(Object someRequest, String name) throws Throwable {
    return (String) header.invoke(someRequest, (Object) name);
  }

  Object newBuilder(Object someRequest) throws Throwable {
    return (Object) newBuilder.invoke(someRequest);
  }

  void setHeader(Object builder, String name, String value) throws Throwable {
    Object unused = setHeader.invoke(builder, (Object) name, (Object) value);
  }

  Object build(Object builder) throws Throwable {
    return (Object) build.invoke(builder);
  }

  int code(Object response) throws Throwable {
    return (int) code.invoke(response);
  }
}
