package com.example.matrix;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.ThreadLocalLeakPreventionListener;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * A servlet container that deploys web applications while it runs, each in a class loader of its
 * own. It takes {@code deploy PATH SERVLET FOLDER} and {@code undeploy PATH} on stdin, and says on
 * stderr what it did, under the number of the command.
 */
public final class WebApplications {
  private static final int COLLECTIONS = 200;
  private static final int MILLIS_BETWEEN = 50;

  private final Tomcat tomcat = new Tomcat();

  private WebApplications() {}

  public static void main(String[] args) throws Exception {
    WebApplications container = new WebApplications();
    System.err.println("listening on http://127.0.0.1:" + container.listen());
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      number++;
      String[] words = line.split(" ", 4);
      if (words[0].equals("deploy")) {
        container.deploy(words[1], words[2], new File(words[3]));
        System.err.println(number + " deployed " + words[1]);
      } else {
        boolean collected = isCollected(container.undeploy(words[1]));
        System.err.println(number + (collected ? " collected " : " still held ") + words[1]);
      }
    }
    System.exit(0);
  }

  private int listen() throws LifecycleException {
    java.util.logging.Logger.getLogger("org.apache").setLevel(java.util.logging.Level.SEVERE);
    tomcat.setBaseDir(new File(System.getProperty("java.io.tmpdir"), "web-apps").getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getServer().addLifecycleListener(new ThreadLocalLeakPreventionListener());
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  private void deploy(String path, String servlet, File folder) {
    Context context = tomcat.addContext(path, folder.getAbsolutePath());
    Tomcat.addServlet(context, "mcp", servlet).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "mcp");
  }

  private WeakReference<@Nullable ClassLoader> undeploy(String path) throws LifecycleException {
    Context context = (Context) tomcat.getHost().findChild(path);
    ClassLoader loader = context.getLoader().getClassLoader();
    context.stop();
    tomcat.getHost().removeChild(context);
    return new WeakReference<>(loader);
  }

  private static boolean isCollected(WeakReference<@Nullable ClassLoader> loader)
      throws InterruptedException {
    for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(MILLIS_BETWEEN);
    }
    return loader.get() == null;
  }
}
