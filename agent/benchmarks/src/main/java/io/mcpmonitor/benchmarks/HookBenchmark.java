package io.mcpmonitor.benchmarks;

import io.mcpmonitor.benchmarks.hook.DatabasePair;
import io.mcpmonitor.benchmarks.hook.FilePair;
import io.mcpmonitor.benchmarks.hook.Instrumented;
import io.mcpmonitor.benchmarks.hook.RecordingPair;
import io.mcpmonitor.benchmarks.hook.SdkPair;
import io.mcpmonitor.benchmarks.hook.SqlPair;
import io.mcpmonitor.benchmarks.hook.WovenPair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The same code without and with what the agent adds to it, by JMH. */
final class HookBenchmark {
  /**
   * What the application's own code allocates depends on what the compiler can leave out, and that
   * on who else sees its objects.
   */
  private static final String ALL_OBJECTS = "-XX:-DoEscapeAnalysis";

  private static final int OBJECT_ALIGNMENT = 8;

  /** A whole library is compiled late, and the agent's recorders start up to ten seconds late. */
  private static final int LONG_WARM_UP = 12;

  private final Installation installation;
  private final boolean quick;
  private final Map<String, Cost> costs = new HashMap<>();

  /** Nanoseconds and bytes of one call. */
  private record Cost(double nanos, double bytes) {}

  HookBenchmark(Installation installation, boolean quick) {
    this.installation = installation;
    this.quick = quick;
  }

  void run(Budgets budgets) throws RunnerException {
    collect("", run(RecordingPair.class.getSimpleName(), Variant.NONE));
    collect("", run(WovenPair.class.getSimpleName(), Variant.EMPTY));
    collect("baseline", run(SdkPair.class.getSimpleName(), Variant.NONE));
    collect("with", run(SdkPair.class.getSimpleName(), Variant.OURS));
    collect("", run(DatabasePair.class.getSimpleName(), Variant.NONE));
    collect("", run(FilePair.class.getSimpleName(), Variant.NONE));
    collect("baseline", run(SqlPair.class.getSimpleName(), Variant.NONE));
    collect("with", run(SqlPair.class.getSimpleName(), Variant.OURS));
    collect("baseline.all", run(SqlPair.class.getSimpleName(), Variant.NONE, ALL_OBJECTS));
    collect("with.all", run(SqlPair.class.getSimpleName(), Variant.OURS, ALL_OBJECTS));

    Table table = new Table("pair", "baseline ns", "B", "with ns", "B", "added ns", "added B");
    row(table, "a call site with advice that does nothing", "WovenPair.plain", "WovenPair.empty");
    row(
        table,
        "two clock readings -> the call's own object",
        "RecordingPair.clock",
        "RecordingPair.call");
    row(
        table,
        "the call's object -> begun, ended, recorded",
        "RecordingPair.call",
        "RecordingPair.recorded");
    row(
        table,
        "the call's object -> recorded, joined to a trace, not sampled",
        "RecordingPair.call",
        "RecordingPair.unsampled");
    row(
        table,
        "the call's object -> recorded, joined to a trace, a span",
        "RecordingPair.call",
        "RecordingPair.sampled");
    row(
        table,
        "a method -> the same woven, call recorded",
        "WovenPair.plain",
        "WovenPair.recorded");
    row(
        table,
        "SDK: parse, tools/call, write -> with the agent",
        "SdkPair.message.baseline",
        "SdkPair.message.with");
    row(
        table,
        "a statement's object -> borrowed, executed, recorded, returned",
        "DatabasePair.call",
        "DatabasePair.recorded");
    row(
        table,
        "HikariCP and H2: select 1 -> with the agent",
        "SqlPair.select.baseline",
        "SqlPair.select.with");
    row(
        table,
        "a stream's object -> a file of a scan found, opened, read, closed",
        "FilePair.stream",
        "FilePair.followed");
    table.print();

    Cost plain = cost("WovenPair.plain");
    Cost recorded = cost("WovenPair.recorded");
    budgets.atMost(
        "a call in a trace, not sampled, ns",
        Budgets.UNSAMPLED_NANOS,
        cost("RecordingPair.unsampled").nanos(),
        "%.0f");
    budgets.atMost(
        "a sampled call, ns", Budgets.SAMPLED_NANOS, cost("RecordingPair.sampled").nanos(), "%.0f");
    budgets.atMost(
        "a sampled call, B", Budgets.SAMPLED_BYTES, cost("RecordingPair.sampled").bytes(), "%.0f");
    double object = cost("RecordingPair.call").bytes() - cost("RecordingPair.clock").bytes();
    budgets.atMost(
        "hook, metrics only, ns", Budgets.HOOK_NANOS, recorded.nanos() - plain.nanos(), "%.0f");
    budgets.atMost(
        "hook, B beyond the call's one object (" + Table.number("%.0f", object) + " B)",
        Budgets.HOOK_BYTES,
        Math.rint(recorded.bytes() - plain.bytes() - object),
        "%.0f");
    budgetOfSql(budgets);
  }

  private void budgetOfSql(Budgets budgets) {
    Cost plain = cost("SqlPair.select.baseline");
    Cost with = cost("SqlPair.select.with");
    budgets.atMost("select 1, ns", Budgets.SQL_NANOS, with.nanos() - plain.nanos(), "%.0f");
    double span = cost("DatabasePair.call").bytes();
    double bytes = cost("SqlPair.select.with.all").bytes();
    bytes -= cost("SqlPair.select.baseline.all").bytes();
    budgets.atMost(
        "select 1, B beyond the object of its span (" + Table.number("%.0f", span) + " B)",
        Budgets.SQL_BYTES,
        Math.rint((bytes - span) / OBJECT_ALIGNMENT) * OBJECT_ALIGNMENT,
        "%.0f");
  }

  private void row(Table table, String label, String baseline, String with) {
    Cost before = cost(baseline);
    Cost after = cost(with);
    table.row(
        label,
        Table.number("%.1f", before.nanos()),
        Table.number("%.0f", before.bytes()),
        Table.number("%.1f", after.nanos()),
        Table.number("%.0f", after.bytes()),
        Table.number("%+.1f", after.nanos() - before.nanos()),
        Table.number("%+.0f", after.bytes() - before.bytes()));
  }

  private Cost cost(String name) {
    return costs.getOrDefault(name, new Cost(Double.NaN, Double.NaN));
  }

  private void collect(String suffix, Collection<RunResult> results) {
    for (RunResult result : results) {
      String[] parts = result.getParams().getBenchmark().split("\\.", -1);
      String name = parts[parts.length - 2] + "." + parts[parts.length - 1];
      Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
      costs.put(
          suffix.isEmpty() ? name : name + "." + suffix,
          new Cost(
              result.getPrimaryResult().getScore(), bytes == null ? Double.NaN : bytes.getScore()));
    }
  }

  private static boolean isOfALibrary(String pair) {
    return pair.equals(SdkPair.class.getSimpleName()) || pair.equals(SqlPair.class.getSimpleName());
  }

  private Collection<RunResult> run(String pair, Variant variant, String... jvmArguments)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + pair + "\\.")
            .addProfiler(GCProfiler.class)
            .forks(quick ? 1 : 2)
            .warmupIterations(isOfALibrary(pair) ? LONG_WARM_UP : quick ? 2 : 4)
            .measurementIterations(quick ? 2 : 4)
            .warmupTime(TimeValue.milliseconds(1_000))
            .measurementTime(TimeValue.milliseconds(1_000))
            .verbosity(VerboseMode.SILENT);
    List<String> arguments = new ArrayList<>(List.of(jvmArguments));
    switch (variant) {
      case EMPTY ->
          arguments.add("-javaagent:" + Installation.agentOf(Instrumented.class.getName()));
      case OURS -> arguments.addAll(variant.jvmArguments(installation));
      default -> {}
    }
    options.jvmArgsAppend(arguments.toArray(new String[0]));
    return new Runner(options.build()).run();
  }
}
