package io.mcpmonitor.output.otlp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the few protobuf messages that a collector answers with. What cannot be read is as if it
 * were not there: the answer's status has said what matters.
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final String RETRY_INFO = "google.rpc.RetryInfo";
  private static final byte[] NOTHING = {};

  private final byte[] message;
  private int at;
  private long number;
  private byte[] bytes = NOTHING;

  private ProtoReader(byte[] message) {
    this.message = message;
  }

  /** {@code partial_success} of any {@code Export…ServiceResponse}. */
  static Answer.Accepted accepted(byte[] response) {
    byte[] partial = bytes(response, 1);
    return new Answer.Accepted(Math.max(0, number(partial, 1)), text(partial, 2));
  }

  /** The message of a {@code google.rpc.Status}. */
  static String statusMessage(byte[] status) {
    return text(status, 2);
  }

  /** The delay that a {@code google.rpc.Status} asks for; null when it asks for none. */
  static @Nullable Duration retryDelay(byte[] status) {
    ProtoReader reader = new ProtoReader(status);
    for (int field = reader.next(); field > 0; field = reader.next()) {
      byte[] detail = reader.bytes;
      if (field == 3 && text(detail, 1).endsWith(RETRY_INFO)) {
        byte[] delay = bytes(bytes(detail, 2), 1);
        long seconds = Math.max(0, Math.min(number(delay, 1), 3600));
        long nanos = Math.max(0, Math.min(number(delay, 2), 999_999_999));
        return Duration.ofSeconds(seconds, nanos);
      }
    }
    return null;
  }

  private static byte[] bytes(byte[] message, int wanted) {
    ProtoReader reader = new ProtoReader(message);
    for (int field = reader.next(); field > 0; field = reader.next()) {
      if (field == wanted) {
        return reader.bytes;
      }
    }
    return NOTHING;
  }

  private static String text(byte[] message, int wanted) {
    return new String(bytes(message, wanted), StandardCharsets.UTF_8);
  }

  private static long number(byte[] message, int wanted) {
    ProtoReader reader = new ProtoReader(message);
    for (int field = reader.next(); field > 0; field = reader.next()) {
      if (field == wanted) {
        return reader.number;
      }
    }
    return 0;
  }

  /** The number of the next field, whose value is then known; 0 at the end or at nonsense. */
  private int next() {
    number = 0;
    bytes = NOTHING;
    if (at >= message.length) {
      return 0;
    }
    long tag = varint();
    switch ((int) (tag & 7)) {
      case VARINT -> number = varint();
      case FIXED64 -> at += 8;
      case FIXED32 -> at += 4;
      case BYTES -> {
        long length = varint();
        if (length < 0 || length > message.length - at) {
          at = message.length;
          return 0;
        }
        bytes = Arrays.copyOfRange(message, at, at + (int) length);
        at += (int) length;
      }
      default -> {
        return 0;
      }
    }
    return at > message.length ? 0 : (int) Math.min(tag >>> 3, Integer.MAX_VALUE);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64 && at < message.length; shift += 7) {
      byte b = message[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    at = message.length;
    return 0;
  }
}
