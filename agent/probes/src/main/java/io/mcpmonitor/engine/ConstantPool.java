package io.mcpmonitor.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Gives a class another name by rewriting the texts of its constant pool (JVM specification, 4.4).
 * Parsing the whole class for that would load three times the classes, on the start-up path.
 */
final class ConstantPool {
  private static final int HEADER = 8; // magic and version
  private static final int UTF8 = 1;

  private ConstantPool() {}

  /** The class under another internal name. */
  static byte[] rename(byte[] original, String from, String to) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(original));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(original.length + 64);
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(in.readNBytes(HEADER));
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == UTF8) {
        out.writeUTF(in.readUTF().replace(from, to));
      } else {
        out.write(in.readNBytes(length(tag)));
        if (tag == 5 || tag == 6) { // long and double count twice
          i++;
        }
      }
    }
    out.write(in.readAllBytes());
    return bytes.toByteArray();
  }

  private static int length(int tag) {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case 5, 6 -> 8;
      default -> throw new IllegalArgumentException("constant pool tag " + tag);
    };
  }
}
