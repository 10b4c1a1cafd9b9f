package io.mcpmonitor.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of the Model Context Protocol, whichever library speaks it. */
public sealed interface McpEvent extends Event permits McpCall, McpEvent.Notice {

  /** Everything that is not a call: rare, so each may be an object of its own. */
  sealed interface Notice extends McpEvent {}

  /**
   * A server object exists in this process.
   *
   * @param name the name the server gives to its clients
   * @param version the version the server gives to its clients
   */
  record ServerStarted(String name, @Nullable String version) implements Notice {}

  /**
   * A server has these tools or prompts. Only names seen here may become metric labels.
   *
   * @param kind what the names name
   * @param server the server's own name, where it is known
   * @param names the names, in the order of registration
   */
  record NamesRegistered(TargetKind kind, @Nullable String server, List<String> names)
      implements Notice {}

  /**
   * A server answers for these tools, and no hook has seen it register them. Once it does, {@link
   * NamesRegistered} follows.
   *
   * @param probe id of the probe that saw the answer
   * @param server the server's own name, where it is known
   * @param names the tools, each told once
   */
  record RegistrationMissed(String probe, @Nullable String server, List<String> names)
      implements Notice {}

  /**
   * A session began: its {@code initialize} was answered, or the agent met it for the first time.
   */
  record SessionOpened(McpSession session) implements Notice {}

  /**
   * A session ended.
   *
   * @param session the session
   * @param reason why it ended
   * @param endNanos when, on the clock of {@link System#nanoTime()}
   */
  record SessionClosed(McpSession session, CloseReason reason, long endNanos) implements Notice {}

  /**
   * The answer of a finished call was written by the application's own serialiser.
   *
   * @param call the finished call
   * @param bytes the length of the whole JSON-RPC message in UTF-8
   */
  record ResponseSized(McpCall call, long bytes) implements Notice {}

  /** A message arrived that cannot be read: nobody can be asked for an answer to it. */
  record MessageMalformed(Malformed how) implements Notice {}

  /** What is wrong with a message that cannot be read. */
  enum Malformed {
    /** It is not JSON at all. */
    NOT_JSON("not_json"),
    /** It is JSON, but no message of JSON-RPC. */
    NOT_JSON_RPC("not_json_rpc");

    private final String label;

    Malformed(String label) {
      this.label = label;
    }

    /** The value of the {@code reason} label. */
    public String label() {
      return label;
    }
  }

  /**
   * A transport can no longer deliver messages although its process lives.
   *
   * @param transport the kind of transport
   * @param message what the transport itself said
   */
  record TransportFailed(McpTransport transport, String message) implements Notice {}
}
