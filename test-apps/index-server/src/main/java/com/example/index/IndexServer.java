package com.example.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads commands from standard input, {@code <style> <folder>}, and says when each is done and what
 * it found.
 */
public final class IndexServer {
  private IndexServer() {}

  /** Ends with standard input. */
  public static void main(String[] args) throws IOException {
    Index index = new Index();
    Map<String, Style> styles = new TreeMap<>(Styles.all(index));
    styles.putAll(Troubles.all(index));
    styles.putAll(Libraries.all(index));
    styles.putAll(Watching.all());
    System.out.println("ready");
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", 2);
        Style style = styles.get(words[0]);
        if (style == null) {
          System.out.println("unknown: " + words[0]);
          continue;
        }
        Thread thread = new Thread(() -> run(words[0], style, Path.of(words[1]), index), "indexer");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void run(String name, Style style, Path root, Index index) {
    index.clear();
    try {
      style.index(root);
      System.out.println("done " + name + " " + index.files() + " " + index.bytes());
    } catch (Exception e) {
      System.out.println("failed " + name + " " + e.getClass().getName());
    }
  }

  /** A way to index. */
  interface Style {
    void index(Path root) throws Exception;
  }
}
