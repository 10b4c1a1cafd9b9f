package com.example.hand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.jspecify.annotations.Nullable;

/** An old servlet, of {@code javax}, with methods for each verb and streams of bytes. */
public final class JettyServer extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient HttpMcp mcp;

  private JettyServer(boolean sessions) {
    this.mcp = new HttpMcp("jetty-server", sessions);
  }

  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(new JettyServer(!List.of(args).contains("stateless")));
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/");
    server.setHandler(context);
    server.start();
    System.err.println("listening on http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    mcp.handle(new OfServlet(request, response));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    mcp.handle(new OfServlet(request, response));
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
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
      return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void answer(int status, Map<String, String> headers, @Nullable String body)
        throws IOException {
      response.setStatus(status);
      headers.forEach(response::setHeader);
      if (body != null) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
      }
    }

    @Override
    public Events events(boolean stays) throws IOException {
      response.setContentType("text/event-stream");
      AsyncContext async = request.startAsync(request, response);
      async.setTimeout(0);
      return new OfAsync(new JdkServer.OfStream(response.getOutputStream()), async);
    }
  }

  private record OfAsync(Http.Events events, AsyncContext async) implements Http.Events {
    @Override
    public void send(@Nullable String name, String data) throws IOException {
      events.send(name, data);
    }

    @Override
    public void ping() throws IOException {
      try {
        events.ping();
      } catch (IOException e) {
        async.complete();
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      async.complete();
    }
  }
}
