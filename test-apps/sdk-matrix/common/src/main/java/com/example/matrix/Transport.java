package com.example.matrix;

/** How the server is reached. */
public enum Transport {
  STDIO,
  SSE,
  STREAMABLE,
  STATELESS
}
