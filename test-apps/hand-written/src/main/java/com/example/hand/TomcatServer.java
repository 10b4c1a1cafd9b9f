package com.example.hand;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/** One servlet for everything: it reads with a reader, prints with a writer, streams when asked. */
public final class TomcatServer extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient HttpMcp mcp;

  private TomcatServer(boolean sessions) {
    this.mcp = new HttpMcp("tomcat-server", sessions);
  }

  public static void main(String[] args) throws IOException, LifecycleException {
    File folder = Files.createTempDirectory("tomcat-server").toFile();
    folder.deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "all", new TomcatServer(!List.of(args).contains("stateless")))
        .setAsyncSupported(true);
    context.addServletMappingDecoded("/", "all");
    tomcat.start();
    System.err.println(
        "listening on http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp");
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    mcp.handle(new OfServlet(request, response));
  }

  private record OfServlet(HttpServletRequest request, HttpServletResponse response)
      implements Http {
    @Override
    public String method() {
      return request.getMethod();
    }

    @Override
    public String path() {
      return request.getRequestURI();
    }

    @Override
    public @Nullable String query() {
      return request.getQueryString();
    }

    @Override
    public @Nullable String header(String name) {
      return request.getHeader(name);
    }

    @Override
    public String body() throws IOException {
      request.setCharacterEncoding(StandardCharsets.UTF_8);
      try (BufferedReader reader = request.getReader()) {
        return reader.lines().collect(Collectors.joining("\n"));
      }
    }

    @Override
    public void answer(int status, Map<String, String> headers, @Nullable String body)
        throws IOException {
      response.setStatus(status);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      headers.forEach(response::setHeader);
      if (body != null) {
        PrintWriter writer = response.getWriter();
        writer.println(body);
        writer.close();
      }
    }

    /** On the thread of the request; what stays open needs none. */
    @Override
    public Events events(boolean stays) throws IOException {
      response.setContentType("text/event-stream");
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      if (!stays) {
        return new OfWriter(response.getWriter(), null);
      }
      AsyncContext async = request.startAsync();
      async.setTimeout(0);
      return new OfWriter(async.getResponse().getWriter(), async);
    }
  }

  private record OfWriter(PrintWriter writer, @Nullable AsyncContext async) implements Http.Events {
    @Override
    public void send(@Nullable String name, String data) throws IOException {
      if (name != null) {
        writer.printf("event: %s%n", name);
      }
      writer.print("data: ");
      writer.println(data);
      writer.println();
      check();
    }

    @Override
    public void ping() throws IOException {
      writer.append(": ping\n\n");
      check();
    }

    private void check() throws IOException {
      if (writer.checkError()) {
        close();
        throw new IOException("nobody listens");
      }
    }

    @Override
    public void close() {
      writer.close();
      if (async != null) {
        async.complete();
      }
    }
  }
}
