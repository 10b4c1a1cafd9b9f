package io.mcpmonitor.output.runfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpmonitor.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunFilesTest {
  private static final long OWN_PID = ProcessHandle.current().pid();

  /** More than any system gives to a process. */
  private static final long DEAD_PID = Integer.MAX_VALUE;

  @TempDir Path tmp;
  private Environment environment;
  private RunFiles files;

  @BeforeEach
  void user() {
    environment =
        new Environment(Map.of("java.io.tmpdir", tmp.toString(), "user.name", "a/user"), Map.of());
    files = RunFiles.ofUser(environment);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    RunFile full = runFile(OWN_PID, "127.0.0.1");
    RunFile sparse =
        new RunFile(OWN_PID, "localhost", 1, null, null, null, "x", null, "0.1.0", Instant.EPOCH);
    RunFile off = RunFile.withoutEndpoint(OWN_PID, "a reason", "x", null, "0.1.0", Instant.EPOCH);

    Path written = files.write(full);
    assertThat(written).isEqualTo(tmp.resolve("mcp-monitor-a_user/" + OWN_PID + ".json"));
    assertThat(files.of(OWN_PID)).contains(full);
    assertThat(files.list()).containsExactly(full);
    assertThat(RunFiles.find(OWN_PID, environment)).contains(full);
    files.write(sparse);
    assertThat(files.of(OWN_PID)).contains(sparse);
    files.write(off);
    assertThat(files.of(OWN_PID)).contains(off);
    Files.delete(written);
    assertThat(files.of(OWN_PID)).isEmpty();
    assertThat(files.directory()).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeftIsSwept() throws IOException {
    files.write(runFile(OWN_PID, "127.0.0.1"));
    for (Path where : List.of(tmp, files.directory())) {
      Files.createFile(where.resolve("mcp-monitor-" + DEAD_PID + "-1f.tmp"));
      Files.createFile(where.resolve("mcp-monitor-" + OWN_PID + "-1f.tmp"));
      Files.createFile(where.resolve("mcp-monitor-notes.tmp"));
    }

    assertThat(files.list()).hasSize(1);

    for (Path where : List.of(tmp, files.directory())) {
      try (Stream<Path> left = Files.list(where)) {
        assertThat(left.map(file -> file.getFileName().toString()))
            .contains("mcp-monitor-" + OWN_PID + "-1f.tmp", "mcp-monitor-notes.tmp")
            .doesNotContain("mcp-monitor-" + DEAD_PID + "-1f.tmp");
      }
    }
  }

  @Test
  void withoutADirectoryThereAreNone() throws IOException {
    assertThat(files.list()).isEmpty();
    assertThat(files.of(OWN_PID)).isEmpty();
    assertThat(files.directory()).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheUserMayRead() throws IOException {
    Files.createDirectory(files.directory());
    Files.setPosixFilePermissions(files.directory(), PosixFilePermissions.fromString("rwxrwxrwx"));

    Path written = files.write(runFile(OWN_PID, "127.0.0.1"));

    assertThat(mode(files.directory())).isEqualTo("rwx------");
    assertThat(mode(written)).isEqualTo("rw-------");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(tmp.resolve("elsewhere"));
    Files.createSymbolicLink(files.directory(), elsewhere);
    Files.writeString(elsewhere.resolve(OWN_PID + ".json"), runFile(OWN_PID, "::1").toJson());

    assertThatThrownBy(() -> files.write(runFile(OWN_PID, "127.0.0.1")))
        .isInstanceOf(IOException.class)
        .hasMessage(files.directory() + " is not a directory; remove it");
    assertThatThrownBy(() -> files.list()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.of(OWN_PID)).isInstanceOf(IOException.class);
    assertThat(elsewhere.resolve(OWN_PID + ".json")).exists();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDirectoryOfSomebodyElseIsRefused() throws IOException {
    Path foreign = Files.createDirectory(files.directory());
    if (Files.getOwner(tmp).getName().equals("root")) {
      Files.setOwner(
          foreign,
          tmp.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    } else {
      foreign = Path.of("/");
    }
    RunFiles refused = new RunFiles(foreign);

    assertThatThrownBy(refused::list)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not to this user");
  }

  @Test
  void filesOfDeadProcessesAreIgnoredAndDeleted() throws IOException {
    Path dead = files.write(runFile(DEAD_PID, "127.0.0.1"));
    assertThat(files.of(DEAD_PID)).isEmpty();
    assertThat(dead).doesNotExist();

    files.write(runFile(DEAD_PID, "127.0.0.1"));
    files.write(runFile(OWN_PID, "127.0.0.1"));
    assertThat(files.list()).extracting(RunFile::pid).containsExactly(OWN_PID);
    assertThat(dead).doesNotExist();
  }

  @Test
  void aFileOlderThanItsProcessIsOfAnotherProcess() throws IOException {
    Path written = files.write(runFile(OWN_PID, "127.0.0.1"));
    Files.setLastModifiedTime(written, FileTime.from(Instant.EPOCH));

    assertThat(files.of(OWN_PID)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"pid\":\"x\"}", "null"})
  void otherFilesAreIgnored(String text) throws IOException {
    files.write(runFile(OWN_PID, "127.0.0.1"));
    Files.writeString(files.directory().resolve(OWN_PID + ".json"), text);

    assertThat(files.of(OWN_PID)).isEmpty();
    assertThat(files.list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:9464",
    "0.0.0.0, http://127.0.0.1:9464",
    "::, http://[::1]:9464",
    "fe80::1, http://[fe80::1]:9464",
    "[::1], http://[::1]:9464",
    "monitor.example, http://monitor.example:9464"
  })
  void theAddressIsOneAClientCanUse(String host, String url) {
    assertThat(runFile(1, host).url()).isEqualTo(url);
  }

  @Test
  void theTokenIsNotInTheText() {
    assertThat(runFile(1, "localhost").toString()).doesNotContain("s3cret");
  }

  private static RunFile runFile(long pid, String host) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return new RunFile(pid, host, 9464, null, "s3cret", "0f", "notes", "1.2", "0.1.0", now);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
