package io.mcpmonitor.mcp.wire;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as the application prints it. Every method calls the same one of the
 * server's own writer, whose line breaks and errors are not always those of {@code PrintWriter}.
 */
public final class TeeWriter extends PrintWriter {
  private final PrintWriter writer;
  private final HttpExchange exchange;
  private final CharBytes bytes;

  public TeeWriter(PrintWriter writer, HttpExchange exchange) {
    super(writer);
    this.writer = writer;
    this.exchange = exchange;
    this.bytes = new CharBytes(exchange::responseBytes);
  }

  private void tee(String text) {
    bytes.read(text, 0, text.length());
  }

  private void teeLine(String text) {
    tee(text);
    bytes.read('\n');
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public void close() {
    exchange.end();
    writer.close();
  }

  @Override
  public boolean checkError() {
    return writer.checkError();
  }

  @Override
  public void write(int c) {
    bytes.read(c);
    writer.write(c);
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    if (offset >= 0 && length > 0 && length <= chars.length - offset) {
      bytes.read(chars, offset, offset + length);
    }
    writer.write(chars, offset, length);
  }

  @Override
  public void write(char[] chars) {
    bytes.read(chars, 0, chars.length);
    writer.write(chars);
  }

  @Override
  public void write(String text, int offset, int length) {
    if (offset >= 0 && length > 0 && length <= text.length() - offset) {
      bytes.read(text, offset, offset + length);
    }
    writer.write(text, offset, length);
  }

  @Override
  public void write(String text) {
    tee(text);
    writer.write(text);
  }

  @Override
  public void print(boolean value) {
    tee(String.valueOf(value));
    writer.print(value);
  }

  @Override
  public void print(char value) {
    tee(String.valueOf(value));
    writer.print(value);
  }

  @Override
  public void print(int value) {
    tee(String.valueOf(value));
    writer.print(value);
  }

  @Override
  public void print(long value) {
    tee(String.valueOf(value));
    writer.print(value);
  }

  @Override
  public void print(float value) {
    tee(String.valueOf(value));
    writer.print(value);
  }

  @Override
  public void print(double value) {
    tee(String.valueOf(value));
    writer.print(value);
  }

  @Override
  public void print(char[] value) {
    tee(String.valueOf(value));
    writer.print(value);
  }

  @Override
  public void print(@Nullable String value) {
    tee(String.valueOf(value));
    writer.print(value);
  }

  @Override
  public void print(@Nullable Object value) {
    String text = String.valueOf(value);
    tee(text);
    writer.print(text);
  }

  @Override
  public void println() {
    bytes.read('\n');
    writer.println();
  }

  @Override
  public void println(boolean value) {
    teeLine(String.valueOf(value));
    writer.println(value);
  }

  @Override
  public void println(char value) {
    teeLine(String.valueOf(value));
    writer.println(value);
  }

  @Override
  public void println(int value) {
    teeLine(String.valueOf(value));
    writer.println(value);
  }

  @Override
  public void println(long value) {
    teeLine(String.valueOf(value));
    writer.println(value);
  }

  @Override
  public void println(float value) {
    teeLine(String.valueOf(value));
    writer.println(value);
  }

  @Override
  public void println(double value) {
    teeLine(String.valueOf(value));
    writer.println(value);
  }

  @Override
  public void println(char[] value) {
    teeLine(String.valueOf(value));
    writer.println(value);
  }

  @Override
  public void println(@Nullable String value) {
    teeLine(String.valueOf(value));
    writer.println(value);
  }

  @Override
  public void println(@Nullable Object value) {
    String text = String.valueOf(value);
    teeLine(text);
    writer.println(text);
  }

  @Override
  public PrintWriter append(@Nullable CharSequence text) {
    write(String.valueOf(text));
    return this;
  }

  @Override
  public PrintWriter append(@Nullable CharSequence text, int from, int to) {
    return append((text == null ? "null" : text).subSequence(from, to));
  }

  @Override
  public PrintWriter append(char c) {
    write(c);
    return this;
  }
}
