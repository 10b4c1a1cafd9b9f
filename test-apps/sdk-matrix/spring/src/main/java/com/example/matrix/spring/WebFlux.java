package com.example.matrix.spring;

import com.example.matrix.HttpSide;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.netty.http.server.HttpServer;

/** Serves routes with Spring WebFlux on Netty. */
public final class WebFlux {
  private WebFlux() {}

  public static HttpSide serving(RouterFunction<?> routes) {
    var handler = new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes));
    return port ->
        HttpServer.create().host("127.0.0.1").port(port).handle(handler).bindNow().port();
  }
}
