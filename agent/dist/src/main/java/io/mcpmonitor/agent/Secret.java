package io.mcpmonitor.agent;

import java.security.SecureRandom;

/** What only this process and the readers of its run file know. */
final class Secret {
  private static final int BYTES = 32;

  private Secret() {}

  /** A new one: 64 hexadecimal digits. */
  static String make() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }
}
