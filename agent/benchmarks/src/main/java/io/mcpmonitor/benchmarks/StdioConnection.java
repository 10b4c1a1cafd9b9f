package io.mcpmonitor.benchmarks;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Speaks through the pipes of a process. */
final class StdioConnection implements Connection {
  private final OutputStream out;
  private final BufferedReader in;

  StdioConnection(Process process) {
    this.out = process.getOutputStream();
    this.in =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public String call(String request) throws IOException {
    notification(request);
    String answer = in.readLine();
    if (answer == null) {
      throw new EOFException("the server ended");
    }
    return answer;
  }

  @Override
  public void notification(String message) throws IOException {
    out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
