package com.example.matrix;

/** What takes a server's HTTP requests. */
public interface HttpSide {
  /**
   * Listens on the loopback address.
   *
   * @param port the port; 0 takes a free one
   * @return the port it listens on
   */
  int listen(int port) throws Exception;
}
