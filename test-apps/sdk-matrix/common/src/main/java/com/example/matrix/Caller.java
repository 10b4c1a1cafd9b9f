package com.example.matrix;

/** What a tool may send to the client that called it. What a version cannot do throws. */
public interface Caller {
  /** A stateless server has nobody to talk to. */
  Caller NOBODY = new Caller() {};

  default void log(String message) {
    throw new UnsupportedOperationException();
  }

  default void progress(String token, double done, double total) {
    throw new UnsupportedOperationException();
  }

  default void sample(String question) {
    throw new UnsupportedOperationException();
  }

  default void elicit(String question) {
    throw new UnsupportedOperationException();
  }

  default void listRoots() {
    throw new UnsupportedOperationException();
  }

  default void ping() {
    throw new UnsupportedOperationException();
  }
}
