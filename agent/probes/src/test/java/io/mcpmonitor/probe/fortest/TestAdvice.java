package io.mcpmonitor.probe.fortest;

import com.example.TargetCases;
import java.util.Arrays;
import java.util.List;

/** Advice of every kind, as a probe would write it: with the types of the application. */
final class TestAdvice {
  private final TestScope scope;

  TestAdvice(TestScope scope) {
    this.scope = scope;
  }

  List<Object> given(TargetCases owner, int field, String text, long number) {
    scope.calls++;
    return Arrays.asList(owner, field, text, number);
  }

  String replaced(String value, TargetCases owner, int field, String text, long number) {
    return value + owner.calls() + field + text + number;
  }

  Integer wrongReplacement(String value) {
    return 1;
  }

  void givenFewer(TargetCases owner, int field) {
    scope.calls++;
  }

  String decorated(String returned, Object state) {
    return returned + state;
  }

  void onlyLooks(String returned) {
    TargetCases.seen = returned;
  }

  void onlyLooksThrown(Throwable thrown, Object state, TargetCases owner) {
    TargetCases.seen = thrown;
  }

  long doubled(long returned) {
    return returned * 2;
  }

  int wrongResultType(long returned) {
    return 1;
  }

  Object throwsAlways() {
    throw new IllegalStateException("advice is broken");
  }

  long throwsForNumbers(long returned) {
    throw new IllegalStateException("advice is broken");
  }

  Object throwsError(Object returned) {
    throw new StackOverflowError("advice is very broken");
  }

  String wrongArgument(Integer returned) {
    return "never";
  }

  String textFromAnything(Object returned) {
    return "text";
  }

  int scopeCalls(int returned) {
    return scope.calls;
  }
}
