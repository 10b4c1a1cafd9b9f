package io.mcpmonitor.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only the span of a call shows, not its metrics. Made while traces are on, for calls that are
 * recorded.
 */
public final class CallDetail {
  private static final int MAX_PROGRESS = 128;

  /**
   * One step that a long call told of.
   *
   * @param nanos when, on the clock of {@link System#nanoTime()}
   * @param progress how far it is
   * @param total how far it will go; NaN when it did not say
   */
  public record Progress(long nanos, double progress, double total) {}

  private final List<Progress> progress = new ArrayList<>(0);
  private int progressDropped;
  private @Nullable String resourceUri;
  private @Nullable String peerAddress;
  private int peerPort;
  private @Nullable String httpVersion;
  private @Nullable String arguments;
  private @Nullable String result;
  private @Nullable String errorMessage;
  private Map<String, String> promptVariables = Map.of();
  private @Nullable Object progressToken;

  /** Notes a step; only so many are kept. */
  public synchronized void progress(Progress step) {
    if (progress.size() < MAX_PROGRESS) {
      progress.add(step);
    } else {
      progressDropped++;
    }
  }

  /** The steps, in their order. */
  public synchronized List<Progress> progress() {
    return List.copyOf(progress);
  }

  /** How many steps were not kept. */
  public synchronized int progressDropped() {
    return progressDropped;
  }

  /** Notes the resource that the call is about; without credentials. */
  public void resourceUri(@Nullable String uri) {
    this.resourceUri = uri;
  }

  public @Nullable String resourceUri() {
    return resourceUri;
  }

  /**
   * Notes where the message came from.
   *
   * @param version of HTTP, such as {@code 1.1}
   */
  public void peer(@Nullable String address, int port, @Nullable String version) {
    this.peerAddress = address;
    this.peerPort = port;
    this.httpVersion = version;
  }

  /** Address of the other end; null when unknown. */
  public @Nullable String peerAddress() {
    return peerAddress;
  }

  /** Port of the other end; 0 when unknown. */
  public int peerPort() {
    return peerPort;
  }

  /** Version of HTTP; null when unknown. */
  public @Nullable String httpVersion() {
    return httpVersion;
  }

  /** Notes the arguments as text, redacted and cut; only where capture is on. */
  public void arguments(@Nullable String text) {
    this.arguments = text;
  }

  public @Nullable String arguments() {
    return arguments;
  }

  /** Notes the result as text, redacted and cut; only where capture is on. */
  public void result(@Nullable String text) {
    this.result = text;
  }

  public @Nullable String result() {
    return result;
  }

  /** Notes what the error said, redacted and cut; only where values are captured. */
  public void errorMessage(@Nullable String text) {
    this.errorMessage = text;
  }

  public @Nullable String errorMessage() {
    return errorMessage;
  }

  /** Notes the variables of a prompt as text, redacted and cut; only where capture is on. */
  public void promptVariables(Map<String, String> variables) {
    this.promptVariables = Map.copyOf(variables);
  }

  public Map<String, String> promptVariables() {
    return promptVariables;
  }

  /** Notes by what the peer names this call when it tells of progress. */
  public void progressToken(@Nullable Object token) {
    this.progressToken = token;
  }

  public @Nullable Object progressToken() {
    return progressToken;
  }
}
