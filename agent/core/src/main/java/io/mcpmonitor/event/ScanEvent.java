package io.mcpmonitor.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a scan as a whole. */
public sealed interface ScanEvent extends Event {
  /** The name of the scan, which may become a label: a method of the application, or a folder. */
  String scan();

  /** The folder, the first one of several; null when none was read. */
  @Nullable String root();

  /**
   * A scan runs and does not get on.
   *
   * @param quietNanos since it last got on
   * @param fileInHand the file that is being opened or read; null when none is
   * @param threads what its threads do
   */
  record Stalled(
      String scan,
      @Nullable String root,
      long filesScanned,
      long filesTotal,
      long quietNanos,
      @Nullable String fileInHand,
      List<Worker> threads)
      implements ScanEvent {}

  /**
   * A stalled scan gets on again.
   *
   * @param stalledNanos how long it was stalled
   */
  record Recovered(String scan, @Nullable String root, long stalledNanos) implements ScanEvent {}

  /**
   * The application's recovery method is called for a stalled scan.
   *
   * @param attempt from 1
   * @param method its name
   */
  record Recovering(String scan, @Nullable String root, int attempt, String method)
      implements ScanEvent {}

  /**
   * An attempt to recover a stalled scan was in vain.
   *
   * @param attempt from 1
   * @param why for people
   */
  record NotRecovered(String scan, @Nullable String root, int attempt, String why)
      implements ScanEvent {}

  /**
   * A scan has ended.
   *
   * @param nanos from its begin to its last progress
   * @param error why it failed; null when it did not
   */
  record Ended(
      String scan,
      @Nullable String root,
      long nanos,
      long filesScanned,
      long filesTotal,
      @Nullable String error)
      implements ScanEvent {}

  /**
   * What a thread does.
   *
   * @param stack innermost frame first
   */
  record Worker(String thread, String state, List<String> stack) {}
}
