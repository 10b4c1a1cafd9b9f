package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/**
 * One MCP request or notification from its arrival to its answer. The one object the agent
 * allocates for a call: probes fill it, the table of calls in flight shows it, and its end is the
 * event.
 */
public final class McpCall extends Operation implements McpEvent {
  /** The size of a message that nobody measured. */
  public static final long UNKNOWN_SIZE = -1;

  private final String method;
  private final boolean notification;
  private @Nullable Object requestId;
  private volatile int key;

  private Wire wire;
  private @Nullable McpSession session;
  private @Nullable Implementation peer;
  private @Nullable String target;
  private int requestBytes = (int) UNKNOWN_SIZE; // no message is larger than an array
  private long startedNanos;
  private @Nullable String threadName;
  private long threadId;
  private volatile boolean cancelRequested;
  private volatile boolean ours;
  private boolean onTheWire;
  private @Nullable Object series;
  private volatile @Nullable CallDetail detail;

  private volatile @Nullable StatementCounts statements;
  private Outcome outcome = Outcome.OK;
  private @Nullable Integer errorCode;
  private @Nullable String errorType;

  /**
   * @param method the JSON-RPC method, as the caller wrote it
   * @param notification whether no answer is expected
   * @param requestId the JSON-RPC id (text or number), if it is known already
   * @param wire what is known of the connection
   * @param receivedNanos when the message arrived (server side) or was about to be sent (client
   *     side)
   */
  public McpCall(
      String method,
      boolean notification,
      @Nullable Object requestId,
      Wire wire,
      long receivedNanos) {
    super(receivedNanos);
    this.method = McpMethods.canonical(method);
    this.notification = notification;
    this.requestId = requestId;
    this.wire = wire;
    this.startedNanos = receivedNanos;
    this.threadId = Thread.currentThread().getId();
  }

  /** Replaces what is known of the connection. */
  public void wire(Wire wire) {
    this.wire = wire;
  }

  /** Notes the JSON-RPC id once it is known. */
  public void requestId(Object id) {
    this.requestId = id;
  }

  /**
   * The identity hash of the object by which the probe finds this call again, such as the message
   * being written. Only its hash: the object belongs to the application.
   */
  public void key(int identityHash) {
    this.key = identityHash;
  }

  /**
   * Joins the call to its session.
   *
   * @param side which end of this call the process is; a server also asks its clients
   */
  public void session(McpSession session, Side side) {
    this.session = session;
    this.wire = session.wire(side);
  }

  /** Notes how the other end introduces itself with this call; for calls without a session. */
  public void peer(Implementation introduced) {
    this.peer = introduced;
  }

  /** Notes the tool or prompt that the caller named; it may not exist. */
  public void target(@Nullable String name) {
    this.target = name;
  }

  /** Notes the length of the request message in UTF-8 bytes. */
  public void requestBytes(long bytes) {
    this.requestBytes = (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  /** The work waits for a thread. */
  public void queued() {
    this.threadName = null;
  }

  /** The handler begins, on the current thread. */
  public void startedHere(long nanos) {
    Thread thread = Thread.currentThread();
    this.threadName = thread.getName();
    this.threadId = thread.getId();
    this.startedNanos = nanos;
  }

  /** No library tells of this call: its messages were seen on the wire. */
  public void seenOnTheWire() {
    onTheWire = true;
  }

  /** Whether its messages were seen on the wire, and no library tells of it. */
  public boolean isSeenOnTheWire() {
    return onTheWire;
  }

  /** The peer asked to stop this call. */
  public void cancelRequested() {
    cancelRequested = true;
  }

  /** The agent itself answers this call: it is no traffic of the application. */
  public void ours() {
    ours = true;
  }

  /** Whether the agent itself answers this call. */
  public boolean isOurs() {
    return ours;
  }

  /**
   * Ends the call; only the first of several ends counts.
   *
   * @param outcome how it ended; a call that was asked to stop ends as {@link Outcome#CANCELLED}
   * @param errorCode the JSON-RPC error code of the answer
   * @param errorType for {@link Outcome#THREW} and {@link Outcome#TIMED_OUT}: the class name of the
   *     exception
   * @param nanos when
   * @return whether this was the first end
   */
  public boolean end(
      Outcome outcome, @Nullable Integer errorCode, @Nullable String errorType, long nanos) {
    if (!endsAt(nanos)) {
      return false;
    }
    this.outcome = cancelRequested ? Outcome.CANCELLED : outcome;
    this.errorCode = errorCode;
    this.errorType = errorType;
    return true;
  }

  /** The statements executed for this call so far; made when first asked for. */
  public StatementCounts statements() {
    StatementCounts known = statements;
    if (known == null) {
      known = new StatementCounts();
      statements = known;
    }
    return known;
  }

  public String method() {
    return method;
  }

  public boolean isNotification() {
    return notification;
  }

  /** The JSON-RPC id, a text or a number; null for a notification. */
  public @Nullable Object requestId() {
    return requestId;
  }

  public Wire wire() {
    return wire;
  }

  /** See {@link #key(int)}. */
  public int key() {
    return key;
  }

  /** The session; null on stateless transports. */
  public @Nullable McpSession session() {
    return session;
  }

  /** Name of the other end, as it introduced itself; null when unknown. */
  public @Nullable String peerName() {
    return session != null ? session.peerName() : peer == null ? null : peer.name();
  }

  /** Version of the other end, as it introduced itself; null when unknown. */
  public @Nullable String peerVersion() {
    return session != null ? session.peerVersion() : peer == null ? null : peer.version();
  }

  /** The tool or prompt named by the caller; null when the method names none. */
  public @Nullable String target() {
    return target;
  }

  /** What {@link #target()} names; null when the method names nothing. */
  public @Nullable TargetKind targetKind() {
    return switch (method) {
      case McpMethods.TOOLS_CALL -> TargetKind.TOOL;
      case McpMethods.PROMPTS_GET -> TargetKind.PROMPT;
      default -> null;
    };
  }

  /** Length of the request in UTF-8 bytes, or {@link #UNKNOWN_SIZE}. */
  public long requestBytes() {
    return requestBytes;
  }

  /** When it arrived, or, on the asking side, when it was about to be sent. */
  public long receivedNanos() {
    return beginNanos();
  }

  /** When the handler began; the time of arrival while it has not. */
  public long startedNanos() {
    return startedNanos;
  }

  /** Name of the thread the handler began on; null while it waits for one. */
  public @Nullable String threadName() {
    return threadName;
  }

  /** Id of the thread the handler began on; while it waits, of the thread the message came on. */
  public long threadId() {
    return threadId;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** The JSON-RPC error code of the answer, if it carried one. */
  public @Nullable Integer errorCode() {
    return errorCode;
  }

  /** Class name of the exception that ended the call without an answer. */
  public @Nullable String errorType() {
    return errorType;
  }

  /** Notes what only the span shows. */
  public void detail(CallDetail given) {
    this.detail = given;
  }

  /** What only the span shows; null for a call without a recorded span. */
  public @Nullable CallDetail detail() {
    return detail;
  }

  /** What the recorder has found for this call, and need not look for again. */
  public @Nullable Object series() {
    return series;
  }

  /** See {@link #series()}. */
  public void series(Object found) {
    this.series = found;
  }
}
