package com.example.pools;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A web application with one pool of the kind that the path names: {@code /hikari}. Each request
 * works with it; the application closes it when it goes.
 */
public final class PoolServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private transient volatile @Nullable Pool pool;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String kind = request.getPathInfo().substring(1);
    try {
      String url = "jdbc:hsqldb:mem:" + request.getContextPath().substring(1);
      try (Pool.Lease lease = pool(kind, url).borrow()) {
        response.getWriter().print(lease.work("items"));
      }
    } catch (Exception e) {
      response.sendError(500, e.toString());
    }
  }

  private synchronized Pool pool(String kind, String url) throws Exception {
    Pool open = pool;
    if (open == null) {
      Class<?> unused = Class.forName("org.hsqldb.jdbc.JDBCDriver"); // it registers itself
      open = Pools.open(kind, url, 4);
      pool = open;
    }
    return open;
  }

  @Override
  public void destroy() {
    Pool open = pool;
    try {
      if (open != null) {
        open.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
