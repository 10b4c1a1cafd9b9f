package io.mcpmonitor.benchmarks;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Scans of many small files, and listings of a small folder outside of scans. The processes of all
 * variants stay up and take turns, so that a busy machine disturbs all alike.
 */
final class ScanBenchmark {
  private static final List<Variant> VARIANTS =
      List.of(Variant.NONE, Variant.CONTROL, Variant.OURS);
  private static final int FILES_IN_A_FOLDER = 100;
  private static final int LISTINGS = 4_000;

  /** Fewer than a scan has: nothing of it is one. */
  private static final int FILES_LISTED = 10;

  /** The agent's recorders start two to ten seconds after the process. */
  private static final long WARM_UP_NANOS = 15_000_000_000L;

  private final Installation installation;
  private final int rounds;
  private final int files;

  ScanBenchmark(Installation installation, int rounds, int files) {
    this.installation = installation;
    this.rounds = rounds;
    this.files = files;
  }

  /** What a process says of one task. */
  private record Answer(double nanos, double bytes, List<String> found) {}

  /** A process that scans. */
  private static final class Scanner implements AutoCloseable {
    private final Process process;
    private final OutputStream out;
    private final BufferedReader in;

    Scanner(Installation installation, Variant variant) throws IOException {
      List<String> command = new ArrayList<>(List.of(Installation.java(), "-Xmx256m"));
      command.addAll(variant.jvmArguments(installation));
      command.addAll(
          List.of("-cp", installation.serverClassPath(), installation.scanServerClass()));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      out = process.getOutputStream();
      in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    Answer ask(String task) throws IOException {
      out.write((task + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      String line = in.readLine();
      if (line == null) {
        throw new EOFException("the process ended at " + task);
      }
      String[] words = line.split(" ", -1);
      return new Answer(
          Double.parseDouble(words[0]),
          Double.parseDouble(words[1]),
          List.of(words).subList(2, words.length));
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  void run(Budgets budgets) throws IOException {
    Path root = Files.createTempDirectory("mcp-monitor-scan");
    Map<Variant, Scanner> scanners = new EnumMap<>(Variant.class);
    try {
      Path tree = tree(root.resolve("tree"), files);
      Path small = tree(root.resolve("small"), FILES_LISTED);
      for (Variant variant : VARIANTS) {
        scanners.put(variant, new Scanner(installation, variant));
      }
      long end = System.nanoTime() + WARM_UP_NANOS;
      while (System.nanoTime() < end) {
        for (Scanner scanner : scanners.values()) {
          scanner.ask("collect " + tree);
          scanner.ask("visit " + tree);
          scanner.ask("list " + small.resolve("0") + " " + LISTINGS);
        }
      }
      measure(scanners, tree, small.resolve("0"), budgets);
    } finally {
      scanners.values().forEach(Scanner::close);
      delete(root);
    }
  }

  private void measure(Map<Variant, Scanner> scanners, Path tree, Path small, Budgets budgets)
      throws IOException {
    Table table = new Table("scan of " + files + " files", "files/s", "ratio", "B/file", "B added");
    for (String style : List.of("collect", "visit")) {
      Samples throughput = new Samples();
      Samples bytes = new Samples();
      for (int i = 0; i < rounds; i++) {
        for (Variant variant : turn(i)) {
          Answer answer = ask(scanners, variant, style + " " + tree);
          if (!answer.found().get(0).equals(Integer.toString(files))) {
            throw new IOException("not all files were found: " + answer.found().get(0));
          }
          throughput.add(variant, files * 1e9 / answer.nanos());
          bytes.add(variant, answer.bytes() / files);
        }
      }
      for (Variant variant : VARIANTS) {
        table.row(
            style + ", " + variant.label(),
            Table.number("%.0f", throughput.median(variant)),
            Table.number("%.3f", throughput.ratio(variant)),
            Table.number("%.0f", bytes.median(variant)),
            Table.number("%+.0f", bytes.added(variant)));
      }
      budgets.atLeast(
          "scan throughput, ratio (" + style + ")",
          Budgets.SCAN_RATIO,
          throughput.ratio(Variant.OURS),
          "%.3f");
    }
    table.print();
    listings(scanners, small, budgets);
  }

  private void listings(Map<Variant, Scanner> scanners, Path small, Budgets budgets)
      throws IOException {
    Samples middle = new Samples();
    Samples slow = new Samples();
    for (int i = 0; i < 4 * rounds; i++) {
      for (Variant variant : turn(i)) {
        Answer answer = ask(scanners, variant, "list " + small + " " + LISTINGS);
        middle.add(variant, Double.parseDouble(answer.found().get(0)) / 1e3);
        slow.add(variant, Double.parseDouble(answer.found().get(1)) / 1e3);
      }
    }
    Table table = new Table("listing of " + FILES_LISTED + " files", "p50 us", "p99 us", "ratio");
    for (Variant variant : VARIANTS) {
      table.row(
          variant.label(),
          Table.number("%.1f", middle.median(variant)),
          Table.number("%.1f", slow.median(variant)),
          Table.number("%.3f", slow.ratio(variant)));
    }
    table.print();
    budgets.atMost(
        "listing outside of scans, p99, ratio",
        Budgets.LISTING_RATIO,
        slow.ratio(Variant.OURS),
        "%.3f");
  }

  private static Answer ask(Map<Variant, Scanner> scanners, Variant variant, String task)
      throws IOException {
    Scanner scanner = scanners.get(variant);
    if (scanner == null) {
      throw new IllegalStateException(variant.label());
    }
    return scanner.ask(task);
  }

  private static List<Variant> turn(int round) {
    List<Variant> turn = new ArrayList<>(VARIANTS);
    Collections.rotate(turn, round);
    return turn;
  }

  private static Path tree(Path root, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Path folder = root.resolve(Integer.toString(i / FILES_IN_A_FOLDER));
      if (i % FILES_IN_A_FOLDER == 0) {
        Files.createDirectories(folder);
      }
      Files.writeString(folder.resolve("document-" + i + ".txt"), "Some words of a small file.\n");
    }
    return root;
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
