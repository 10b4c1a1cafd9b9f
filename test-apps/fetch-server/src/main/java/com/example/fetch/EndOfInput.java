package com.example.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** Tells when the client has closed its side: then a stdio server's work is over. */
final class EndOfInput extends FilterInputStream {
  private final CountDownLatch ended = new CountDownLatch(1);

  EndOfInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    return noted(super.read());
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return noted(super.read(buffer, offset, length));
  }

  void await() throws InterruptedException {
    ended.await();
  }

  private int noted(int read) {
    if (read < 0) {
      ended.countDown();
    }
    return read;
  }
}
