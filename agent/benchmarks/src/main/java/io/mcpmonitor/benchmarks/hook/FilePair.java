package io.mcpmonitor.benchmarks.hook;

import io.mcpmonitor.scan.InHand;
import io.mcpmonitor.scan.Run;
import io.mcpmonitor.scan.Scans;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a file of a scan costs the agent, without the file: found, opened, read twice, closed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FilePair {
  private static final String FOLDER = "/srv/documents/letters/2026";
  private static final int FILES = 1_000;
  private static final int BYTES = 4_096;

  private final Scans scans = new Scans(new Drops(), event -> {});
  private final List<String> files = new ArrayList<>();
  private final Run run;
  private int next;

  /** A folder is read that no filter excludes. */
  public FilePair() {
    Run begun = scans.walks(FOLDER);
    if (begun == null || !scans.entered(begun, FOLDER)) {
      throw new IllegalStateException("not measured: nothing follows the folder");
    }
    run = begun;
    for (int i = 0; i < FILES; i++) {
      files.add(FOLDER + "/document-" + i + ".txt");
    }
  }

  private String file() {
    next = next + 1 == FILES ? 0 : next + 1;
    return files.get(next);
  }

  /** What the application would have of it. */
  @Benchmark
  public Object stream() {
    String unused = file();
    return new Object();
  }

  /** All that hooks tell of a file. */
  @Benchmark
  public @Nullable Object followed() {
    String file = file();
    scans.found(run, file);
    InHand inHand = scans.work().opens(file);
    if (inHand == null) {
      throw new IllegalStateException("not measured: " + file);
    }
    Object stream = new Object();
    scans.work().opened(inHand, stream);
    scans.work().read(stream, BYTES);
    scans.work().read(stream, BYTES);
    scans.work().closed(stream);
    return stream;
  }
}
