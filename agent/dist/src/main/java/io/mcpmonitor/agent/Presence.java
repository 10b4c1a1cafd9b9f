package io.mcpmonitor.agent;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.config.Environment;
import io.mcpmonitor.output.runfile.RunFile;
import io.mcpmonitor.output.runfile.RunFiles;
import io.mcpmonitor.state.Snapshot;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentVersion;
import io.mcpmonitor.support.Management;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the command line where this process can be asked, by a file, until the process ends. */
final class Presence {
  private final AgentConfig.Http http;
  private final Environment environment;
  private final Instant started = Instant.now();
  private volatile @Nullable Reach reach;
  private volatile Snapshot.@Nullable Service told;
  private volatile @Nullable Path file;
  private volatile boolean ending;

  /**
   * How the process can be asked.
   *
   * @param port of the endpoint; 0 without one
   * @param off why there is none
   * @param secret lets the user of the process give commands when there is no token
   */
  record Reach(int port, @Nullable String off, @Nullable String secret) {}

  Presence(AgentConfig.Http http, Environment environment) {
    this.http = http;
    this.environment = environment;
  }

  /** Recording has begun; the process can be asked so from now on. */
  void begins(Reach known, Snapshot.Service service) {
    leaveFile(known, service);
    reach = known;
  }

  boolean hasBegun() {
    return reach != null;
  }

  /** Says it again when the name of the service is known better. */
  void renew(Snapshot.Service service) {
    Reach known = reach;
    if (known != null) {
      leaveFile(known, service);
    }
  }

  boolean isEnding() {
    return ending;
  }

  void ends() {
    ending = true;
    Path left = file;
    if (left != null) {
      remove(left);
    }
  }

  private void leaveFile(Reach known, Snapshot.Service service) {
    if (service.equals(told)) {
      return;
    }
    told = service;
    try {
      Path left =
          RunFiles.ofUser(environment)
              .write(
                  new RunFile(
                      Management.pid(),
                      http.host(),
                      known.port(),
                      known.off(),
                      http.token(),
                      known.secret(),
                      service.name(),
                      service.version(),
                      AgentVersion.get(),
                      started));
      file = left;
      if (ending) {
        remove(left);
      }
    } catch (IOException e) {
      AgentLog.warn("the command line cannot find this process by its pid", e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // a stale file is recognised by its process
    }
  }
}
