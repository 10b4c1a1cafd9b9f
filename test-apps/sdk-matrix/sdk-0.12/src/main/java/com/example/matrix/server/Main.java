package com.example.matrix.server;

import com.example.matrix.Launch;

public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    Launch.run(new MatrixServer(), args);
  }
}
