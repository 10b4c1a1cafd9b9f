package com.example.matrix;

/** What a tool says. */
public record Answer(String text, boolean isError) {
  static Answer ok(String text) {
    return new Answer(text, false);
  }
}
