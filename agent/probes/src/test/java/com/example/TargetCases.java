package com.example;

/** Methods of an application: its types are not those of the agent. */
public class TargetCases {
  /** What the advice saw. */
  public static volatile Object seen;

  private final int field = 11;

  public String text(String text, long number) {
    if (number < 0) {
      throw new IllegalArgumentException("negative");
    }
    return text + number + (field - 11);
  }

  public static long number(long number) {
    return number + 1;
  }

  public Integer boxed(int number) {
    return number;
  }

  public int calls() {
    return 0;
  }
}
