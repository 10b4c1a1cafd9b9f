package io.mcpmonitor.probe.fortest;

import com.example.TargetCases;
import java.util.Arrays;

/** Advice on a method that a setting names. */
final class NamedAdvice {
  private final String method;

  NamedAdvice(TestScope scope, String method) {
    this.method = method;
  }

  Object begins(Object owner) {
    return "state";
  }

  void ends(Object returned, Object state, Object owner) {
    TargetCases.seen = Arrays.asList(method, returned, state, owner);
  }

  void fails(Throwable thrown, Object state, Object owner) {
    TargetCases.seen = Arrays.asList(method, thrown, state, owner);
  }
}
