package com.example;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.management.ObjectName;

/** Runs a server in a loader of its own, as a container does, and lets go of it. */
public final class UnloadingApplication {
  private static final int ATTEMPTS = 300;

  private UnloadingApplication() {}

  /** Takes the class path of the server and how many calls it gets. */
  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> loader = serve(arguments[0], Integer.parseInt(arguments[1]));
    for (int i = 0; i < ATTEMPTS && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(50);
    }
    System.out.println(loader.get() == null ? "collected" : "still held");
    System.out.println("scopes " + scopes());
    System.exit(0);
  }

  private static WeakReference<ClassLoader> serve(String path, int calls) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    @SuppressWarnings("unchecked")
    Callable<Integer> server =
        (Callable<Integer>)
            loader
                .loadClass("com.example.StdioServer")
                .getConstructor(int.class)
                .newInstance(calls);
    FutureTask<Integer> task = new FutureTask<>(server);
    Thread thread = new Thread(task); // thread-local caches of libraries end with it
    thread.setContextClassLoader(loader);
    thread.start();
    System.out.println("answered " + task.get());
    thread.join();
    System.out.println("scopes " + scopes());
    loader.close();
    return new WeakReference<>(loader);
  }

  /** For how many loaders the agent keeps a probe's state, as the heap shows. */
  private static long scopes() throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    String scope = ".*\\sio\\.mcpmonitor\\.probe\\.mcp\\.javasdk\\.SdkScope(\\s.*)?";
    return histogram.lines().filter(line -> line.matches(scope)).count();
  }
}
