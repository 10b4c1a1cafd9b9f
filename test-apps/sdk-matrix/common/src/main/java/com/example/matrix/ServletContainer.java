package com.example.matrix;

import jakarta.servlet.Servlet;
import java.io.File;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** One servlet in an embedded Tomcat. */
public record ServletContainer(Servlet servlet) implements HttpSide {
  @Override
  public int listen(int port) throws LifecycleException {
    java.util.logging.Logger.getLogger("org.apache").setLevel(java.util.logging.Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File(System.getProperty("java.io.tmpdir"), "sdk-matrix").getPath());
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "mcp", servlet).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "mcp");
    oneWriterAtATime(context);
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  private static void oneWriterAtATime(Context context) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("one writer");
    filter.setFilter(new OneWriterAtATime());
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName(filter.getFilterName());
    mapping.addURLPattern(SdkServer.SSE_PATH);
    context.addFilterMap(mapping);
  }
}
