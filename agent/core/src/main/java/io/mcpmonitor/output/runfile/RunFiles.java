package io.mcpmonitor.output.runfile;

import io.mcpmonitor.config.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The run files of one user: {@code <tmp>/mcp-monitor-<user>/<pid>.json}, the directory with mode
 * 0700, the files with 0600. Others can write to the temporary directory too, so a directory of
 * ours that is a link or belongs to somebody else is neither read nor written.
 */
public final class RunFiles {
  private static final Set<PosixFilePermission> ONLY_OURS =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> ONLY_READ_BY_US =
      PosixFilePermissions.fromString("rw-------");
  private static final String SUFFIX = ".json";
  private static final String TEMPORARY = "mcp-monitor-";
  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final String TMP_ARGUMENT = "-Djava.io.tmpdir=";

  /** How much later than its file a process may seem to start before it must be another one. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  private final Path directory;

  RunFiles(Path directory) {
    this.directory = directory;
  }

  /** The run files in the temporary directory of this process. */
  public static RunFiles ofUser(Environment environment) {
    String tmp = environment.properties().getOrDefault("java.io.tmpdir", "/tmp");
    return in(Path.of(tmp), environment);
  }

  private static RunFiles in(Path tmp, Environment environment) {
    String user = environment.properties().getOrDefault("user.name", "unknown");
    StringBuilder name = new StringBuilder("mcp-monitor-");
    for (int i = 0; i < user.length(); i++) {
      char c = user.charAt(i);
      name.append(Character.isLetterOrDigit(c) || c == '-' || c == '.' ? c : '_');
    }
    return new RunFiles(tmp.resolve(name.toString()));
  }

  /**
   * The run file of a process, also when that process has a temporary directory of its own.
   *
   * @return empty when the process has none, or is no more
   */
  public static Optional<RunFile> find(long pid, Environment environment) throws IOException {
    Optional<RunFile> found = ofUser(environment).of(pid);
    if (found.isPresent()) {
      return found;
    }
    String[] arguments =
        ProcessHandle.of(pid).flatMap(p -> p.info().arguments()).orElse(new String[0]);
    for (String argument : arguments) {
      if (argument.startsWith(TMP_ARGUMENT)) {
        Path tmp = Path.of(argument.substring(TMP_ARGUMENT.length()));
        return in(tmp, environment).of(pid);
      }
    }
    return Optional.empty();
  }

  /** Where the files are. */
  public Path directory() {
    return directory;
  }

  /**
   * Writes the file of this process; an older one is replaced.
   *
   * @return the file, for the caller to delete at exit
   * @throws IOException when the directory cannot be made, or is not ours
   */
  public Path write(RunFile runFile) throws IOException {
    makeDirectory(runFile.pid());
    Path temporary = newFile(directory, runFile.pid());
    try {
      requireOurs(temporary);
      Files.writeString(temporary, runFile.toJson());
      return Files.move(temporary, file(runFile.pid()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The files of all running processes, by process id; those of dead processes are deleted. */
  public List<RunFile> list() throws IOException {
    if (!exists()) {
      return List.of();
    }
    requireOurs(ownPid());
    sweep(directory);
    sweep(parent());
    List<RunFile> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        RunFile runFile = read(file);
        if (runFile != null) {
          found.add(runFile);
        }
      }
    }
    found.sort(Comparator.comparingLong(RunFile::pid));
    return List.copyOf(found);
  }

  /** The file of one running process. */
  public Optional<RunFile> of(long pid) throws IOException {
    if (!exists() || !Files.isRegularFile(file(pid), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    requireOurs(ownPid());
    return Optional.ofNullable(read(file(pid)));
  }

  /** Deletes the temporary files of processes that were killed while they had one. */
  private static void sweep(Path where) {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(where, TEMPORARY + "*" + TEMPORARY_SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        int dash = name.indexOf('-', TEMPORARY.length());
        String pid = dash < 0 ? "" : name.substring(TEMPORARY.length(), dash);
        if (pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // of another user, or gone already
    }
  }

  /** Null when the file is not (or no longer) one of a running process. */
  private @Nullable RunFile read(Path file) throws IOException {
    RunFile runFile = RunFile.fromJson(Files.readString(file, StandardCharsets.UTF_8));
    if (runFile == null || !file.equals(file(runFile.pid()))) {
      return null;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(runFile.pid());
    if (process.isEmpty()) {
      Files.deleteIfExists(file);
      return null;
    }
    Instant written = Files.getLastModifiedTime(file).toInstant();
    Instant started = process.get().info().startInstant().orElse(written);
    boolean otherProcess = started.isAfter(written.plus(CLOCK_TOLERANCE));
    return otherProcess ? null : runFile;
  }

  private Path file(long pid) {
    return directory.resolve(pid + SUFFIX);
  }

  private boolean exists() {
    return Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
  }

  private Path parent() {
    Path parent = directory.toAbsolutePath().getParent();
    return parent == null ? directory : parent;
  }

  private static long ownPid() {
    return ProcessHandle.current().pid();
  }

  private void makeDirectory(long pid) throws IOException {
    boolean posix = isPosix(parent());
    try {
      if (posix) {
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(ONLY_OURS));
      } else {
        Files.createDirectory(directory);
      }
    } catch (FileAlreadyExistsException e) {
      requireOurs(pid);
      if (posix) {
        Files.setPosixFilePermissions(directory, ONLY_OURS);
      }
    }
  }

  /**
   * Makes an empty file with mode 0600. Fails when the name is there already, as a link or a file,
   * so the name need not be a secret; a random one would load sixty classes at every start.
   *
   * @param pid the process that makes it, so that it can be swept when that is no more
   */
  private static Path newFile(Path where, long pid) throws IOException {
    String unique = Long.toHexString(System.nanoTime());
    Path file = where.resolve(TEMPORARY + pid + "-" + unique + TEMPORARY_SUFFIX);
    return isPosix(where)
        ? Files.createFile(file, PosixFilePermissions.asFileAttribute(ONLY_READ_BY_US))
        : Files.createFile(file);
  }

  private static boolean isPosix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }

  /** A file that this process makes belongs to its user: the portable way to learn who that is. */
  private void requireOurs(long pid) throws IOException {
    Path mine = newFile(parent(), pid);
    try {
      requireOurs(mine);
    } finally {
      Files.deleteIfExists(mine);
    }
  }

  private void requireOurs(Path mine) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory()) {
      throw new IOException(directory + " is not a directory; remove it");
    }
    UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(Files.getOwner(mine))) {
      throw new IOException(directory + " belongs to " + owner.getName() + ", not to this user");
    }
  }
}
