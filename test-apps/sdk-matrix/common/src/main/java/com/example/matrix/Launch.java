package com.example.matrix;

import jakarta.servlet.Servlet;
import java.io.File;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * The command line: {@code --transport stdio|sse|streamable|stateless --flavour sync|async --port
 * N}. An HTTP server says {@code listening on http://127.0.0.1:PORT} on stderr.
 */
public final class Launch {
  private Launch() {}

  public static void run(SdkServer server, String[] args) throws Exception {
    Transport transport = Transport.STDIO;
    Flavour flavour = Flavour.SYNC;
    int port = 0;
    for (int i = 0; i + 1 < args.length; i += 2) {
      String value = args[i + 1].toUpperCase(Locale.ROOT);
      switch (args[i]) {
        case "--transport" -> transport = Transport.valueOf(value);
        case "--flavour" -> flavour = Flavour.valueOf(value);
        case "--port" -> port = Integer.parseInt(value);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    EndOfInput input = new EndOfInput(System.in);
    Served served = server.serve(transport, flavour, input, System.out);
    Servlet servlet = served.servlet();
    if (servlet == null) {
      input.await();
      served.close().run();
      // Schedulers of old SDKs keep threads; the work is done.
      System.exit(0);
      return;
    }
    System.err.println("listening on http://127.0.0.1:" + listen(servlet, transport, port));
    Runtime.getRuntime().addShutdownHook(new Thread(served.close(), "stop"));
    new CountDownLatch(1).await();
  }

  private static int listen(Servlet servlet, Transport transport, int port)
      throws LifecycleException {
    java.util.logging.Logger.getLogger("org.apache").setLevel(java.util.logging.Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File(System.getProperty("java.io.tmpdir"), "sdk-matrix").getPath());
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "mcp", servlet).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "mcp");
    if (transport == Transport.SSE) {
      FilterDef filter = new FilterDef();
      filter.setFilterName("one writer");
      filter.setFilter(new OneWriterAtATime());
      filter.setAsyncSupported("true");
      context.addFilterDef(filter);
      FilterMap mapping = new FilterMap();
      mapping.setFilterName(filter.getFilterName());
      mapping.addURLPattern("/*");
      context.addFilterMap(mapping);
    }
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }
}
