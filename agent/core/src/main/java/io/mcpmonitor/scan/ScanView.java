package io.mcpmonitor.scan;

import io.mcpmonitor.event.ScanEvent;
import io.mcpmonitor.event.ScanState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan at one moment: its latest run.
 *
 * @param name a method of the application, or the last name of the folder
 * @param root the folder, the first one of several; null when none was read
 * @param filesScanned files that were opened, each once
 * @param filesTotal files found so far; null when unknown: the user names items, no files were
 *     found
 * @param errors files and folders that could not be looked at or opened
 * @param filesPerSecond from the begin to the last progress
 * @param secondsLeft at that rate; null when unknown
 * @param currentDirectory the folder that was read last
 * @param fileInHand a file that is being opened or read at the moment
 * @param secondsSinceProgress 0 when it has ended
 * @param startMillis when it began, since 1970
 * @param seconds since it began, or how long it took
 * @param lastError the last of the errors
 * @param threads what its threads do while it is stalled
 */
public record ScanView(
    String name,
    @Nullable String root,
    ScanState state,
    long filesScanned,
    @Nullable Long filesTotal,
    long bytesProcessed,
    long errors,
    double filesPerSecond,
    @Nullable Double secondsLeft,
    @Nullable String currentDirectory,
    @Nullable String fileInHand,
    double secondsSinceProgress,
    long startMillis,
    double seconds,
    int recoveryAttempts,
    @Nullable String lastError,
    List<ScanEvent.Worker> threads) {}
