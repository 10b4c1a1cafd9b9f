package io.mcpmonitor.probe.http;

import io.mcpmonitor.event.HttpCall;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OkHttp: every try of a request, redirects and repetitions included. */
final class OkHttpAdvice {
  private final HttpScope scope;
  private final OkHttp library;

  OkHttpAdvice(HttpScope scope) throws ReflectiveOperationException {
    this.scope = scope;
    this.library = new OkHttp(OkHttpAdvice.class.getClassLoader());
  }

  Object chain(Object chain) throws Throwable {
    Object request = library.request(chain);
    HttpCall call = scope.begin(library.method(request), library.url(request));
    if (call == null) {
      return chain;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    scope.inject(call, headers::put);
    Object builder = library.newBuilder(request);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (library.header(request, header.getKey()) == null) {
        library.setHeader(builder, header.getKey(), header.getValue());
      }
    }
    return Proxy.newProxyInstance(
        library.chain().getClassLoader(),
        new Class<?>[] {library.chain()},
        new Traced(chain, library.build(builder), call));
  }

  void answered(Object returned, @Nullable Object state, Object interceptor, Object chain)
      throws Throwable {
    HttpCall call = call(chain);
    if (call != null) {
      scope.answered(call, library.code(returned));
    }
  }

  void failed(Throwable thrown, @Nullable Object state, Object interceptor, Object chain) {
    HttpCall call = call(chain);
    if (call != null) {
      scope.failed(call, thrown);
    }
  }

  private static @Nullable HttpCall call(Object chain) {
    return Proxy.isProxyClass(chain.getClass())
            && Proxy.getInvocationHandler(chain) instanceof Traced traced
        ? traced.call
        : null;
  }

  /** A chain whose request has more headers; versions of OkHttp differ in what else a chain has. */
  private static final class Traced implements InvocationHandler {
    private final Object chain;
    private final Object request;
    private final HttpCall call;

    Traced(Object chain, Object request, HttpCall call) {
      this.chain = chain;
      this.request = request;
      this.call = call;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals("request")) {
        return request;
      }
      try {
        return method.invoke(chain, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
