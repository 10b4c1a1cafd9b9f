package io.mcpmonitor.output.http;

import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on two threads: one for all input and output, and one, alive only while
 * requests come, for the handler. No client can hold either: see {@link ServerLimits}.
 */
final class HttpServer {
  private static final int PORTS_TO_TRY = 100;
  private static final int BACKLOG = 128;
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final int ACCEPTS_PER_TURN = 16;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long STOP_MILLIS = 2000;
  private static final HttpAnswer FAILED = HttpAnswer.error(500, "the handler failed");
  private static final HttpAnswer LATE =
      HttpAnswer.error(503, "the answer did not come within its time");

  private final Function<HttpRequest, HttpAnswer> handler;
  private final ServerLimits limits;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final SelectionKey listenerKey;
  private final int port;
  private final Thread thread;
  private final ThreadPoolExecutor worker;
  private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
  private final List<Connection> connections = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private volatile boolean stopping;
  private volatile int openConnections;
  private boolean acceptPaused;
  private long acceptAgain;

  private record Finished(Connection connection, Outgoing answer) {}

  /**
   * Binds and begins to answer.
   *
   * @param host name or address to bind
   * @param firstPort the first port to try; 0 lets the system choose
   * @param handler runs on one thread; what it throws is answered with 500
   * @throws IOException when no port could be bound
   */
  HttpServer(
      String host, int firstPort, ServerLimits limits, Function<HttpRequest, HttpAnswer> handler)
      throws IOException {
    this.handler = handler;
    this.limits = limits;
    listener = bind(host, firstPort);
    try {
      selector = Selector.open();
      listener.configureBlocking(false);
      listenerKey = listener.register(selector, SelectionKey.OP_ACCEPT);
      port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    worker =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(2 * limits.connections()),
            AgentThreads.factory("http-handler"));
    worker.allowCoreThreadTimeOut(true);
    thread = AgentThreads.daemon("http", new Loop());
    thread.start();
  }

  /** The port it listens on. */
  int port() {
    return port;
  }

  /** How many clients are connected. */
  int openConnections() {
    return openConnections;
  }

  /** Closes the port and every connection and ends the threads; waits up to two seconds. */
  void stop() {
    stopping = true;
    selector.wakeup();
    worker.shutdownNow();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ServerSocketChannel bind(String host, int firstPort) throws IOException {
    int last = firstPort == 0 ? 0 : Math.min(65535, firstPort + PORTS_TO_TRY - 1);
    for (int port = firstPort; ; port++) {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        return channel.bind(address, BACKLOG);
      } catch (BindException taken) {
        channel.close();
        if (port >= last) {
          throw taken;
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  /** A class, as a lambda would cost more at the start. */
  private final class Loop implements Runnable {
    @Override
    public void run() {
      try {
        while (!stopping) {
          try {
            turn();
          } catch (Throwable failure) { // such as a full heap: it may pass, and the endpoint stays
            pause();
          }
        }
      } finally {
        connections.forEach(Connection::close);
        closeQuietly(listener);
        closeQuietly(selector);
      }
    }
  }

  private void turn() throws IOException {
    selector.select(millisToNextDeadline());
    takeFinished();
    for (SelectionKey key : selector.selectedKeys()) {
      serve(key);
    }
    selector.selectedKeys().clear();
    closeLate();
    resumeAccepting();
  }

  private static void pause() {
    try {
      LockSupport.parkNanos(PAUSE_NANOS);
    } catch (Throwable failure) {
      // a full heap can fail even this; the next turn comes at once then
    }
  }

  private void serve(SelectionKey key) {
    if (key == listenerKey) {
      accept();
    } else if (key.attachment() instanceof Connection connection) {
      step(connection, this::readOrWrite);
    }
  }

  private @Nullable HttpRequest readOrWrite(Connection connection) throws IOException {
    return connection.state() == Connection.State.WRITING
        ? connection.onWritable(buffer, System.nanoTime())
        : connection.onReadable(buffer, System.nanoTime());
  }

  private interface Step {
    @Nullable HttpRequest apply(Connection connection) throws IOException;
  }

  /** Does one thing on a connection, hands on the request that it yields, closes what fails. */
  private void step(Connection connection, Step step) {
    try {
      HttpRequest request = step.apply(connection);
      if (request != null) {
        worker.execute(() -> handle(connection, request));
      }
    } catch (IOException | RuntimeException | Error e) { // an error too: only this client pays
      close(connection);
    }
  }

  private void accept() {
    try {
      for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
        if (connections.size() >= limits.connections() && !giveUpOne(connection -> true)) {
          pauseAccepting();
          return;
        }
        SocketChannel channel = listener.accept();
        if (channel == null) {
          return;
        }
        add(channel);
      }
    } catch (IOException | RuntimeException | Error e) { // no descriptor or no memory left
      pauseAccepting();
    }
  }

  private void add(SocketChannel channel) throws IOException {
    try {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, 0);
      Connection connection = new Connection(channel, key, limits, System.nanoTime());
      key.attach(connection);
      connections.add(connection);
      openConnections = connections.size();
      step(connection, this::readOrWrite); // a usual client's request is already there
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private void handle(Connection connection, HttpRequest request) {
    try {
      HttpAnswer answer = answer(request);
      finished.add(new Finished(connection, new Outgoing(request, answer)));
      selector.wakeup();
    } catch (Throwable failure) {
      connection.abandon(); // not even a refusal could be made
      selector.wakeup();
    }
  }

  private HttpAnswer answer(HttpRequest request) {
    try {
      return handler.apply(request);
    } catch (Throwable failure) { // an error too: the next request may succeed
      AgentLog.warnOnce("a request to the http endpoint failed", failure);
      return FAILED;
    }
  }

  private void takeFinished() {
    for (Finished done = finished.poll(); done != null; done = finished.poll()) {
      Connection connection = done.connection();
      if (connection.state() == Connection.State.HANDLING) { // else it came too late
        Outgoing answer = done.answer();
        makeRoomFor(answer);
        step(connection, c -> c.answer(answer, buffer, System.nanoTime()));
      }
    }
  }

  private void makeRoomFor(Outgoing answer) {
    long waiting = connections.stream().mapToLong(Connection::waitingBytes).sum();
    while (waiting > 0 && waiting + answer.remaining() > limits.waitingBytes()) {
      if (!giveUpOne(connection -> connection.waitingBytes() > 0)) {
        return;
      }
      waiting = connections.stream().mapToLong(Connection::waitingBytes).sum();
    }
  }

  /** Closes the connection that has been of least use for longest; false when all are in use. */
  private boolean giveUpOne(Predicate<Connection> eligible) {
    Connection victim =
        connections.stream()
            .filter(eligible)
            .filter(connection -> connection.state() != Connection.State.HANDLING)
            .min(
                Comparator.comparing(Connection::state)
                    .thenComparing((a, b) -> Long.signum(a.since() - b.since())))
            .orElse(null);
    if (victim == null) {
      return false;
    }
    close(victim);
    return true;
  }

  private void closeLate() {
    long now = System.nanoTime();
    for (Connection connection : List.copyOf(connections)) {
      if (connection.isLate(now)) {
        if (connection.state() == Connection.State.HANDLING) {
          step(connection, c -> c.answer(new Outgoing(null, LATE), buffer, now));
        } else {
          close(connection);
        }
      }
    }
  }

  private void close(Connection connection) {
    connection.close();
    connections.remove(connection);
    openConnections = connections.size();
  }

  private void pauseAccepting() {
    acceptPaused = true;
    acceptAgain = System.nanoTime() + PAUSE_NANOS;
    listenerKey.interestOps(0);
  }

  private void resumeAccepting() {
    if (acceptPaused && acceptAgain - System.nanoTime() <= 0) {
      acceptPaused = false;
      listenerKey.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  /** 0 means for ever. */
  private long millisToNextDeadline() {
    long now = System.nanoTime();
    long nanos = acceptPaused ? acceptAgain - now : Long.MAX_VALUE;
    for (Connection connection : connections) {
      nanos = Math.min(nanos, connection.deadline() - now);
    }
    return nanos == Long.MAX_VALUE ? 0 : Math.max(1, nanos / 1_000_000 + 1);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // nothing is left to release
    }
  }
}
