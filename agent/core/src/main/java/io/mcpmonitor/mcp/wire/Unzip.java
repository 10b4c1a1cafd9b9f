package io.mcpmonitor.mcp.wire;

import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an application has compressed itself, by gzip or deflate, as it passes by. (A server's
 * own compression is below what is seen.) The JDK knows no other kind: of such bodies only the
 * status is known.
 */
final class Unzip {
  private static final int PIECE = 2 * 1024;

  /** More would be no message but an attack. */
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  private static final int HAS_CHECKSUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int FIXED_HEADER = 10;
  private static final int FLAGS = 3;

  private final Inflater inflater;
  private final byte[] piece = new byte[PIECE];
  private boolean inHeader;
  private boolean given;
  private int headerBytes;
  private int flags;
  private int toSkip;
  private int extraLength = -1;
  private long produced;

  private Unzip(boolean gzip) {
    this.inflater = new Inflater(gzip);
    this.inHeader = gzip;
  }

  /** Null where nothing is compressed; gives nothing where it cannot be undone. */
  static @Nullable Unzip of(@Nullable String encoding) {
    if (encoding == null || encoding.isEmpty()) {
      return null;
    }
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity" -> null;
      case "gzip", "x-gzip" -> new Unzip(true);
      case "deflate" -> new Unzip(false);
      default -> {
        Unzip unknown = new Unzip(false);
        unknown.given = true;
        yield unknown;
      }
    };
  }

  void read(byte[] bytes, int from, int to, ByteSink out) {
    int at = from;
    while (inHeader && at < to) {
      header(bytes[at++] & 0xff);
    }
    if (given || at >= to) {
      return;
    }
    inflater.setInput(bytes, at, to - at);
    try {
      for (int count = inflater.inflate(piece); count > 0; count = inflater.inflate(piece)) {
        produced += count;
        if (produced > MOST_BYTES) {
          given = true;
          return;
        }
        out.read(piece, 0, count);
      }
    } catch (DataFormatException e) {
      given = true;
    }
  }

  /** Frees memory that is not of the heap. */
  void close() {
    given = true;
    inflater.end();
  }

  /** One byte of the header of gzip (RFC 1952), of which nothing is of interest but its end. */
  private void header(int b) {
    headerBytes++;
    if (headerBytes <= FIXED_HEADER) {
      if (headerBytes == FLAGS + 1) {
        flags = b;
      }
    } else if ((flags & HAS_EXTRA) != 0) {
      extra(b);
    } else if ((flags & HAS_NAME) != 0) {
      flags &= b == 0 ? ~HAS_NAME : -1;
    } else if ((flags & HAS_COMMENT) != 0) {
      flags &= b == 0 ? ~HAS_COMMENT : -1;
    } else if (toSkip > 0) {
      toSkip--;
    }
    if (headerBytes == FIXED_HEADER && (flags & HAS_CHECKSUM) != 0) {
      toSkip = 2;
    }
    inHeader =
        headerBytes < FIXED_HEADER
            || (flags & (HAS_EXTRA | HAS_NAME | HAS_COMMENT)) != 0
            || toSkip > 0;
  }

  private void extra(int b) {
    if (extraLength < 0) {
      if (headerBytes == FIXED_HEADER + 1) {
        extraLength = -1 - b; // its low byte, until the other one comes
      } else {
        extraLength = (-1 - extraLength) | (b << 8);
      }
    } else {
      extraLength--;
    }
    if (extraLength == 0 && headerBytes > FIXED_HEADER + 1) {
      flags &= ~HAS_EXTRA;
    }
  }
}
