package com.example.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One Markdown file.
 *
 * @param path relative to the folder, with forward slashes
 * @param title the first heading, or the path without one
 * @param words how often each word occurs
 */
record Document(
    String path, String title, List<String> headings, Map<String, Integer> words, String text) {
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.+?)\\s*#*$");
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  static Document read(Path folder, Path file) throws IOException {
    String path = folder.relativize(file).toString().replace('\\', '/');
    String text = Files.readString(file);
    List<String> headings = new ArrayList<>();
    boolean inCode = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("```")) {
        inCode = !inCode;
      }
      var heading = HEADING.matcher(line);
      if (!inCode && heading.matches()) {
        headings.add(heading.group(1));
      }
    }
    Map<String, Integer> words = new TreeMap<>();
    for (String word : words(text)) {
      words.merge(word, 1, Integer::sum);
    }
    String title = headings.isEmpty() ? path : headings.get(0);
    return new Document(path, title, List.copyOf(headings), words, text);
  }

  static List<String> words(String text) {
    return NOT_A_WORD
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> word.length() > 1 && word.length() <= 64)
        .toList();
  }
}
