package io.mcpmonitor.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The constant pool of a class file (JVM specification, 4.4). Parsing the whole class would load
 * three times the classes, on the start-up path.
 */
final class ConstantPool {
  private static final int HEADER = 8; // magic and version
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int FIELD = 9;

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

  /**
   * Whether a class names {@code System.in}, {@code FileDescriptor.in} or {@code java.lang.IO}, and
   * no class of a library that has a probe of its own. Never throws: whatever is wrong with a class
   * is for the JVM to say.
   */
  static boolean readsStdinByHand(byte[] file) {
    try {
      int[] offsets = offsets(file);
      return mentionsStdin(file, offsets) && !mentionsLibrary(file, offsets);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean mentionsStdin(byte[] file, int[] offsets) {
    for (int offset : offsets) {
      if (offset == 0) {
        continue;
      }
      if (file[offset] == CLASS && isText(file, offsets, offset + 1, "java/lang/IO")) {
        return true;
      }
      if (file[offset] == FIELD) {
        int owner = offsets[u2(file, offset + 1)];
        int nameAndType = offsets[u2(file, offset + 3)];
        if (isText(file, offsets, nameAndType + 1, "in")
            && (isText(file, offsets, owner + 1, "java/lang/System")
                || isText(file, offsets, owner + 1, "java/io/FileDescriptor"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mentionsLibrary(byte[] file, int[] offsets) {
    for (int offset : offsets) {
      if (offset != 0 && file[offset] == CLASS) {
        int name = offsets[u2(file, offset + 1)];
        if (begins(file, name, "io/modelcontextprotocol/")
            || begins(file, name, "io/quarkiverse/mcp/")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Where each constant begins; 0 for none. */
  private static int[] offsets(byte[] file) {
    int[] offsets = new int[u2(file, HEADER)];
    int at = HEADER + 2;
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = at;
      int tag = file[at];
      at += tag == UTF8 ? 3 + u2(file, at + 1) : 1 + length(tag);
      if (tag == 5 || tag == 6) {
        i++;
      }
    }
    return offsets;
  }

  /** Whether the text whose number stands there is this one. */
  private static boolean isText(byte[] file, int[] offsets, int reference, String text) {
    int at = offsets[u2(file, reference)];
    return u2(file, at + 1) == text.length() && begins(file, at, text);
  }

  /** Whether the text that stands there begins like this. */
  private static boolean begins(byte[] file, int at, String text) {
    if (file[at] != UTF8 || u2(file, at + 1) < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (file[at + 3 + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int u2(byte[] file, int at) {
    return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
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
