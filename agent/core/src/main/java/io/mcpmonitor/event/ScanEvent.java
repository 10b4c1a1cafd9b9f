package io.mcpmonitor.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a scan as a whole. */
public sealed interface ScanEvent extends Event {
  /** The name of the scan, which may become a label: a method of the application, or a folder. */
  String scan();

  /**
   * A scan runs and does not get on.
   *
   * @param root the folder
   * @param quietNanos since it last got on
   * @param fileInHand the file that is being opened or read; null when none is
   * @param threads what its threads do
   */
  record Stalled(
      String scan,
      String root,
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
  record Recovered(String scan, String root, long stalledNanos) implements ScanEvent {}

  /**
   * A scan has ended.
   *
   * @param nanos from its begin to its last progress
   * @param error why it failed; null when it did not
   */
  record Ended(
      String scan,
      String root,
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
