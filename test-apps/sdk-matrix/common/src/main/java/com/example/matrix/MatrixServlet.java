package com.example.matrix;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The server as part of a web application, which finds all its classes in its own folder. */
public final class MatrixServlet extends HttpServlet {
  private transient @Nullable Served served;

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    try {
      SdkServer server =
          Class.forName("com.example.matrix.server.MatrixServer")
              .asSubclass(SdkServer.class)
              .getDeclaredConstructor()
              .newInstance();
      Served serving =
          server.serve(
              Transport.STREAMABLE,
              Flavour.SYNC,
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream());
      inside(serving).init(config);
      served = serving;
    } catch (ReflectiveOperationException e) {
      throw new ServletException(e);
    }
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    if (served != null) {
      inside(served).service(request, response);
    }
  }

  private static HttpServlet inside(Served served) {
    if (served.http() instanceof ServletContainer container
        && container.servlet() instanceof HttpServlet servlet) {
      return servlet;
    }
    throw new IllegalStateException("no servlet");
  }

  /** Ends the server and the threads of its library, which would hold this application. */
  @Override
  public void destroy() {
    if (served != null) {
      served.close().run();
      inside(served).destroy();
    }
    try {
      Class.forName("reactor.core.scheduler.Schedulers").getMethod("shutdownNow").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
