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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Scans of many small files, and listings of a small folder outside of scans. The processes of all
 * variants stay up and scan at the same time, but in turns of a thousand files: what the kernel
 * takes for a file differs by a tenth from one second to the next, and so it does for all alike.
 * All are started anew some times, because no two JVMs compile alike.
 */
final class ScanBenchmark {
  private static final List<Variant> VARIANTS =
      List.of(Variant.NONE, Variant.CONTROL, Variant.OURS);
  private static final int FILES_IN_A_FOLDER = 100;
  private static final int FILES_IN_A_TURN = 1_000;
  private static final int LISTINGS = 4_000;

  /** Fewer than a scan has: nothing of it is one. */
  private static final int FILES_LISTED = 10;

  private static final List<String> STYLES = List.of("collect", "visit");

  /** The agent's recorders start two to ten seconds after the process. */
  private static final long WARM_UP_NANOS = 15_000_000_000L;

  private static final double NANOS_PER_MICRO = 1e3;

  private final Installation installation;
  private final int starts;
  private final int rounds;
  private final int files;
  private final Map<String, Scans> scans = new HashMap<>();
  private final Samples middle = new Samples();
  private final Samples slow = new Samples();

  /**
   * @param starts how often the processes are started
   * @param rounds how often each scans in either style
   */
  ScanBenchmark(Installation installation, int starts, int rounds, int files) {
    this.installation = installation;
    this.starts = starts;
    this.rounds = rounds;
    this.files = files;
  }

  /**
   * What a process says of one turn, or of all so far.
   *
   * @param found empty until the last turn
   */
  private record Answer(double nanos, double userNanos, double bytes, List<String> found) {
    boolean isLast() {
      return !found.isEmpty();
    }

    Answer plus(Answer turn) {
      return new Answer(
          nanos + turn.nanos, userNanos + turn.userNanos, bytes + turn.bytes, turn.found);
    }
  }

  /** What is measured of the scans in one style. */
  private record Scans(Samples throughput, Samples userMicros, Samples bytes) {
    Scans() {
      this(new Samples(), new Samples(), new Samples());
    }
  }

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
          Double.parseDouble(words[2]),
          words[3].isEmpty() ? List.of() : List.of(words).subList(3, words.length));
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  void run(Budgets budgets) throws IOException {
    Path root = Files.createTempDirectory("mcp-monitor-scan");
    try {
      Path tree = tree(root.resolve("tree"), files);
      Path small = tree(root.resolve("small"), FILES_LISTED).resolve("0");
      for (int i = 0; i < starts; i++) {
        start(tree, small);
      }
    } finally {
      delete(root);
    }
    for (String style : STYLES) {
      budgets.atLeast(
          "scan throughput, ratio (" + style + ")",
          Budgets.SCAN_RATIO,
          of(style).throughput.ratio(Variant.OURS),
          "%.3f");
    }
    budgets.atMost(
        "listing outside of scans, p99, ratio",
        Budgets.LISTING_RATIO,
        slow.ratio(Variant.OURS),
        "%.3f");
    print();
  }

  private Scans of(String style) {
    return scans.computeIfAbsent(style, unused -> new Scans());
  }

  private void start(Path tree, Path small) throws IOException {
    Map<Variant, Scanner> scanners = new EnumMap<>(Variant.class);
    try {
      for (Variant variant : VARIANTS) {
        scanners.put(variant, new Scanner(installation, variant));
      }
      long end = System.nanoTime() + WARM_UP_NANOS;
      while (System.nanoTime() < end) {
        for (String style : STYLES) {
          scan(scanners, VARIANTS, style, tree);
        }
        for (Scanner scanner : scanners.values()) {
          scanner.ask("list " + small + " " + LISTINGS);
        }
      }
      for (int i = 0; i < rounds; i++) {
        for (String style : STYLES) {
          scan(scanners, turn(i), style, tree)
              .forEach((variant, answer) -> add(variant, style, answer));
        }
      }
      for (int i = 0; i < 4 * rounds; i++) {
        for (Variant variant : turn(i)) {
          Answer answer = ask(scanners, variant, "list " + small + " " + LISTINGS);
          middle.add(variant, Double.parseDouble(answer.found().get(0)) / NANOS_PER_MICRO);
          slow.add(variant, Double.parseDouble(answer.found().get(1)) / NANOS_PER_MICRO);
        }
      }
    } finally {
      scanners.values().forEach(Scanner::close);
    }
  }

  /** All scan, in turns: who went first comes last in the next one. */
  private Map<Variant, Answer> scan(
      Map<Variant, Scanner> scanners, List<Variant> first, String style, Path tree)
      throws IOException {
    Map<Variant, Answer> answers = new EnumMap<>(Variant.class);
    List<Variant> turn = new ArrayList<>(first);
    String task = style + " " + tree + " " + FILES_IN_A_TURN;
    boolean isLast = false;
    while (!isLast) {
      for (Variant variant : turn) {
        Answer answer = ask(scanners, variant, task);
        answers.merge(variant, answer, Answer::plus);
        isLast = answer.isLast();
      }
      Collections.rotate(turn, 1);
      task = "";
    }
    for (Answer answer : answers.values()) {
      if (!answer.found().equals(List.of(Integer.toString(files)))) {
        throw new IOException("not all files were found: " + answer.found());
      }
    }
    return answers;
  }

  private void add(Variant variant, String style, Answer answer) {
    of(style).throughput.add(variant, files * 1e9 / answer.nanos());
    of(style).userMicros.add(variant, answer.userNanos() / files / NANOS_PER_MICRO);
    of(style).bytes.add(variant, answer.bytes() / files);
  }

  private void print() {
    Table table =
        new Table(
            "scan of " + files + " files",
            "files/s",
            "ratio",
            "user us/file",
            "added",
            "B/file",
            "added");
    for (String style : STYLES) {
      for (Variant variant : VARIANTS) {
        table.row(
            style + ", " + variant.label(),
            Table.number("%.0f", of(style).throughput.median(variant)),
            Table.number("%.3f", of(style).throughput.ratio(variant)),
            Table.number("%.2f", of(style).userMicros.median(variant)),
            Table.number("%+.2f", of(style).userMicros.added(variant)),
            Table.number("%.0f", of(style).bytes.median(variant)),
            Table.number("%+.0f", of(style).bytes.added(variant)));
      }
    }
    table.print();
    Table listings =
        new Table("listing of " + FILES_LISTED + " files", "p50 us", "p99 us", "ratio");
    for (Variant variant : VARIANTS) {
      listings.row(
          variant.label(),
          Table.number("%.1f", middle.median(variant)),
          Table.number("%.1f", slow.median(variant)),
          Table.number("%.3f", slow.ratio(variant)));
    }
    listings.print();
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
