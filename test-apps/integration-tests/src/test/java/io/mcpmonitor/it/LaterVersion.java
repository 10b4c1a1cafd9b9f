package io.mcpmonitor.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * A library as one of its later versions may be: a real jar with another number, in which one name
 * is no longer what it was.
 */
final class LaterVersion {
  private final Path folder;
  private final List<String> classPath;

  /**
   * @param folder for the changed jars
   */
  LaterVersion(Path folder, String classPath) {
    this.folder = folder;
    this.classPath = new ArrayList<>(List.of(classPath.split(File.pathSeparator)));
  }

  /** The jar of this artifact gets another version, and nothing else. */
  LaterVersion of(String artifact, String version) {
    return of(artifact, version, "", "");
  }

  /**
   * The jar of this artifact gets another version, and a class or method in it another name.
   *
   * @param name as long as the new one, so that class files need no other change
   */
  LaterVersion of(String artifact, String version, String name, String newName) {
    if (name.length() != newName.length()) {
      throw new IllegalArgumentException(name + " and " + newName);
    }
    for (int i = 0; i < classPath.size(); i++) {
      Path jar = Path.of(classPath.get(i));
      if (jar.getFileName().toString().startsWith(artifact + "-")) {
        Path later = folder.resolve(artifact + "-" + version + ".jar");
        copy(jar, later, name, newName);
        classPath.set(i, later.toString());
        return this;
      }
    }
    throw new IllegalArgumentException("no " + artifact + " in " + classPath);
  }

  private static void copy(Path jar, Path later, String name, String newName) {
    try (JarFile from = new JarFile(jar.toFile());
        JarOutputStream to = new JarOutputStream(Files.newOutputStream(later))) {
      for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        boolean code = !name.isEmpty() && entry.getName().endsWith(".class");
        to.putNextEntry(
            new JarEntry(code ? entry.getName().replace(name, newName) : entry.getName()));
        to.write(code ? renamed(bytes, name, newName) : bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In ISO 8859-1 each byte is one character. */
  private static byte[] renamed(byte[] bytes, String name, String newName) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replace(name, newName)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  String classPath() {
    return String.join(File.pathSeparator, classPath);
  }
}
