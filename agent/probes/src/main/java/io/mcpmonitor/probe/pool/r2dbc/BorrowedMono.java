package io.mcpmonitor.probe.pool.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/** The pool's own {@code Mono} of a connection, and when each subscriber asks and gets. */
final class BorrowedMono extends MonoOperator<Connection, Connection> {
  private final ConnectionPool pool;
  private final R2dbcScope pools;

  BorrowedMono(Mono<Connection> source, ConnectionPool pool, R2dbcScope pools) {
    super(source);
    this.pool = pool;
    this.pools = pools;
  }

  @Override
  public void subscribe(CoreSubscriber<? super Connection> actual) {
    Object asked = null;
    try {
      asked = pools.asksForLater(pool);
    } catch (Throwable failure) {
      pools.failed(failure);
    }
    source.subscribe(asked == null ? actual : new Borrower(actual, asked, pool, pools));
  }

  private static final class Borrower implements CoreSubscriber<Connection>, Subscription {
    private final CoreSubscriber<? super Connection> actual;
    private final Object asked;
    private final ConnectionPool pool;
    private final R2dbcScope pools;
    private @Nullable Subscription upstream;
    private boolean done;

    Borrower(
        CoreSubscriber<? super Connection> actual,
        Object asked,
        ConnectionPool pool,
        R2dbcScope pools) {
      this.actual = actual;
      this.asked = asked;
      this.pool = pool;
      this.pools = pools;
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(Connection connection) {
      if (first()) {
        try {
          pools.gives(asked, connection);
        } catch (Throwable failure) {
          pools.failed(failure);
        }
      }
      actual.onNext(connection);
    }

    @Override
    public void onError(Throwable thrown) {
      fails(thrown);
      actual.onError(thrown);
    }

    @Override
    public void onComplete() {
      fails(new CancellationException());
      actual.onComplete();
    }

    @Override
    public void request(long n) {
      Subscription known = upstream;
      if (known != null) {
        known.request(n);
      }
    }

    @Override
    public void cancel() {
      fails(new CancellationException());
      Subscription known = upstream;
      if (known != null) {
        known.cancel();
      }
    }

    private void fails(Throwable thrown) {
      if (first()) {
        try {
          pools.refuses(pool, asked, thrown, isUnreachable(thrown));
        } catch (Throwable failure) {
          pools.failed(failure);
        }
      }
    }

    /** The pool opens connections in secret: only their failure is told, to who waits for one. */
    private static boolean isUnreachable(Throwable thrown) {
      return thrown instanceof R2dbcNonTransientResourceException
          || thrown instanceof R2dbcTransientResourceException;
    }

    private synchronized boolean first() {
      boolean first = !done;
      done = true;
      return first;
    }
  }
}
