package io.mcpmonitor.support;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a cap made the agent leave out, by reason. */
public final class Drops {
  /** Why something was left out. */
  public enum Reason {
    /** More events arrived before the recorders were ready than may wait. */
    EVENT_BEFORE_START("event_before_start"),
    /** A call was recorded but not shown in flight. */
    IN_FLIGHT_TABLE_FULL("in_flight_table_full"),
    /** A session, or the end of some, was not followed: too many are open. */
    SESSION_TABLE_FULL("session_table_full"),
    /** A registered name became {@code _other} because there are too many names. */
    NAME_TABLE_FULL("name_table_full"),
    /** A call was recorded under the overflow series because there are too many series. */
    SERIES_TABLE_FULL("series_table_full"),
    /** A call was recorded without its server's address because there are too many servers. */
    SERVER_TABLE_FULL("server_table_full"),
    /** A connection pool was not watched: too many are. */
    POOL_TABLE_FULL("pool_table_full"),
    /** A borrowed connection was recorded but not shown, or its return was not seen. */
    CONNECTION_TABLE_FULL("connection_table_full"),
    /** A scan was not followed: too many are. */
    SCAN_TABLE_FULL("scan_table_full"),
    /** A watcher of folders was not watched: too many are. */
    WATCHER_TABLE_FULL("watcher_table_full"),
    /** The size of a message was measured but its call was no longer known. */
    MESSAGE_SIZE_LOST("message_size_lost");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** The value of the {@code reason} label. */
    public String label() {
      return label;
    }
  }

  private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

  public Drops() {
    for (Reason reason : Reason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  public void count(Reason reason) {
    adder(reason).increment();
  }

  public long countOf(Reason reason) {
    return adder(reason).sum();
  }

  private LongAdder adder(Reason reason) {
    return Objects.requireNonNull(counts.get(reason));
  }
}
