package com.example.matrix.spring;

import com.example.matrix.HttpSide;
import com.example.matrix.ServletContainer;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Serves routes with Spring WebMVC in a servlet container. */
public final class WebMvc {
  private WebMvc() {}

  public static HttpSide serving(RouterFunction<ServerResponse> routes) {
    GenericWebApplicationContext context = new GenericWebApplicationContext();
    new AnnotatedBeanDefinitionReader(context).register(Defaults.class);
    context.registerBean("routes", RouterFunction.class, () -> routes);
    return new ServletContainer(new DispatcherServlet(context));
  }

  /** What an application with Spring WebMVC has: JSON above all. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebMvc
  static class Defaults {}
}
