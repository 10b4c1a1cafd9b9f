package io.mcpmonitor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent and its libraries from {@code inst/**.classdata} inside the one jar. Its parent
 * is the platform loader: the agent sees nothing of the application, and the application, whose
 * class path holds the jar, cannot load those files.
 */
final class AgentClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String PREFIX = "inst/";

  private final JarFile jar;

  AgentClassLoader(JarFile jar) {
    super("mcp-monitor", ClassLoader.getPlatformClassLoader());
    this.jar = jar;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    JarEntry entry = jar.getJarEntry(PREFIX + name.replace('.', '/') + ".classdata");
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) entry.getSize()); // one array, not chunks to be joined
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String path = PREFIX + (name.endsWith(".class") ? name + "data" : name);
    if (jar.getJarEntry(path) == null) {
      return null;
    }
    try {
      return new URL("jar:" + new File(jar.getName()).toURI() + "!/" + path);
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(url));
  }

  /** Reads from the open jar: the default would open the jar a second time through a URL. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    String path = PREFIX + (name.endsWith(".class") ? name + "data" : name);
    JarEntry entry = jar.getJarEntry(path);
    if (entry == null) {
      return getParent().getResourceAsStream(name);
    }
    try {
      return jar.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }
}
