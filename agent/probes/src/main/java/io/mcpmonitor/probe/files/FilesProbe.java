package io.mcpmonitor.probe.files;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import java.util.List;

/**
 * Scans of files, by the classes of the JDK. The first probe sees folders being read: of its
 * classes a usual start loads only {@code java.io.File}, for a method that is rarely called. What
 * every start uses all the time, opening and reading files, is left to the second one, which is
 * hooked when the first file was found.
 */
public final class FilesProbe {
  static final String WORK = "files.work";

  private static final String JDK = "the JDK 17 to 25 on Linux and macOS";
  private static final String WALKER = "java.nio.file.FileTreeWalker";

  private FilesProbe() {}

  /** Folders that are read. */
  public static Probe folders() {
    return new Probe(
        "files",
        "Scans of files: folders that are read",
        JDK,
        FilesProbe.class.getPackageName(),
        "FilesScope",
        List.of(),
        List.of(
            on(WALKER, "walk")
                .parameters(1)
                .with("WalkAdvice")
                .enter("begins")
                .exit("stepped")
                .thrown("failed"),
            on(WALKER, "next")
                .parameters(0)
                .with("WalkAdvice")
                .enter("steps")
                .exit("went")
                .thrown("failed"),
            on(WALKER, "close").parameters(0).with("WalkAdvice").enter("closes"),
            on(WALKER + "$Event", "<init>").parameters(4).with("WalkAdvice").enter("meets"),
            on("sun.nio.fs.UnixDirectoryStream", "<init>")
                .parameters(3)
                .with("ListAdvice")
                .enter("opens"),
            on("sun.nio.fs.UnixDirectoryStream$UnixDirectoryIterator", "readNextEntry")
                .parameters(0)
                .with("ListAdvice")
                .exit("gives"),
            on("java.io.File", "normalizedList").parameters(0).with("ListAdvice").exit("lists")));
  }

  /** Work on the files that were found. */
  public static Probe work() {
    String stream = "java.io.FileInputStream";
    String random = "java.io.RandomAccessFile";
    String provider = "sun.nio.fs.UnixFileSystemProvider";
    String channel = "sun.nio.ch.FileChannelImpl";
    return new Probe(
            WORK,
            "Scans of files: work on the files that were found",
            JDK,
            FilesProbe.class.getPackageName(),
            "WorkScope",
            List.of(),
            List.of(
                on(stream, "open")
                    .parameters(1)
                    .with("OpenAdvice")
                    .enter("opens")
                    .exit("opened")
                    .thrown("failed"),
                on(random, "open")
                    .parameters(2)
                    .with("OpenAdvice")
                    .enter("opens")
                    .exit("opened")
                    .thrown("failed"),
                on(provider, "newByteChannel")
                    .parameters(3)
                    .with("OpenAdvice")
                    .enter("opensPath")
                    .exit("openedChannel")
                    .thrown("failed"),
                on(provider, "newFileChannel")
                    .parameters(3)
                    .with("OpenAdvice")
                    .enter("opensPath")
                    .exit("openedChannel")
                    .thrown("failed"),
                on(stream, "close").parameters(0).with("OpenAdvice").enter("closes"),
                on(random, "close").parameters(0).with("OpenAdvice").enter("closes"),
                on(channel, "implCloseChannel").parameters(0).with("OpenAdvice").enter("closes"),
                on(stream, "read").parameters(1, 3).with("OpenAdvice").exit("read"),
                on(stream, "read").parameters(0).with("OpenAdvice").exit("readByte"),
                on(random, "read").parameters(1, 3).with("OpenAdvice").exit("read"),
                on(random, "read").parameters(0).with("OpenAdvice").exit("readByte"),
                on(stream, "getChannel").parameters(0).with("OpenAdvice").exit("hasChannel"),
                on(random, "getChannel").parameters(0).with("OpenAdvice").exit("hasChannel"),
                on(channel, "read")
                    .parameters(1, 2)
                    .firstType("ByteBuffer")
                    .with("OpenAdvice")
                    .exit("read"),
                on(channel, "read").parameters(3).with("OpenAdvice").exit("readMany"),
                on(channel, "transferTo").parameters(3).with("OpenAdvice").exit("readMany"),
                on(channel, "map").parameters(3, 4).with("OpenAdvice").exit("mapped")))
        .neededAt(Probe.Phase.ON_DEMAND);
  }
}
