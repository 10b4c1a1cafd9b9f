package com.example.matrix;

/** Which of the SDK's server APIs is used. */
public enum Flavour {
  SYNC,
  ASYNC
}
