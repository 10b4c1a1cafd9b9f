package com.example.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param httpPort the port to listen on (0 = any free one), or null to speak on stdin and stdout
 * @param docs the folder of Markdown files
 */
record Options(@Nullable Integer httpPort, Path docs) {
  static final String USAGE = "usage: docs-server (--stdio | --http PORT) [--docs FOLDER]";

  static Options parse(String[] args, Path defaultDocs) {
    boolean stdio = false;
    Integer port = null;
    Path docs = defaultDocs;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--stdio" -> stdio = true;
        case "--http" -> port = port(value(args, ++i));
        case "--docs" -> docs = Path.of(value(args, ++i));
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    if (stdio == (port != null)) {
      throw new IllegalArgumentException("choose one of --stdio and --http PORT");
    }
    if (!Files.isDirectory(docs)) {
      throw new IllegalArgumentException("no such folder: " + docs);
    }
    return new Options(port, docs);
  }

  private static String value(String[] args, int i) {
    if (i == args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs a value");
    }
    return args[i];
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("not a port: " + text);
  }
}
