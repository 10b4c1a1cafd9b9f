package com.example.hand;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;

/** The ways to stdin and stdout. */
interface Pipes {
  @Nullable String readLine() throws IOException;

  void writeLine(String line) throws IOException;

  static Pipes open(String way) {
    return switch (way) {
      case "scanner" -> new OfScanner();
      case "files" -> new OfFiles();
      case "bytes" -> new OfBytes();
      case "channels" -> new OfChannels();
      default -> throw new IllegalArgumentException(way);
    };
  }

  /** A scanner and a print writer on the streams of {@code System}. */
  final class OfScanner implements Pipes {
    private final Scanner in = new Scanner(System.in, StandardCharsets.UTF_8);
    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    @Override
    public @Nullable String readLine() {
      return in.hasNextLine() ? in.nextLine() : null;
    }

    @Override
    public void writeLine(String line) {
      out.println(line);
    }
  }

  /** Streams of its own on the same files: nobody who prints can disturb. */
  final class OfFiles implements Pipes {
    private final FileInputStream in = new FileInputStream(FileDescriptor.in);
    private final BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));

    @Override
    public @Nullable String readLine() throws IOException {
      return line(in::read);
    }

    @Override
    public void writeLine(String line) throws IOException {
      out.write(line);
      out.newLine();
      out.flush();
    }
  }

  /** Byte by byte from {@code System.in}, whole arrays to {@code System.out}. */
  final class OfBytes implements Pipes {
    @Override
    public @Nullable String readLine() throws IOException {
      return line(System.in::read);
    }

    @Override
    public void writeLine(String line) {
      byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
      int half = bytes.length / 2;
      System.out.write(bytes, 0, half);
      System.out.flush();
      System.out.write(bytes, half, bytes.length - half);
      System.out.flush();
    }
  }

  /** Channels and direct buffers. */
  final class OfChannels implements Pipes {
    private final FileChannel in = new FileInputStream(FileDescriptor.in).getChannel();
    private final FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(100).flip();

    @Override
    public @Nullable String readLine() throws IOException {
      return line(this::next);
    }

    private int next() throws IOException {
      if (!buffer.hasRemaining()) {
        buffer.clear();
        int count = in.read(buffer);
        buffer.flip();
        if (count < 0) {
          return -1;
        }
      }
      return buffer.get() & 0xff;
    }

    @Override
    public void writeLine(String line) throws IOException {
      ByteBuffer[] parts = {
        ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), ByteBuffer.wrap(new byte[] {'\n'})
      };
      while (parts[1].hasRemaining()) {
        out.write(parts);
      }
    }
  }

  /** Where bytes come from. */
  interface Source {
    int next() throws IOException;
  }

  private static @Nullable String line(Source source) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = source.next();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n') {
      line.write(b);
      b = source.next();
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
