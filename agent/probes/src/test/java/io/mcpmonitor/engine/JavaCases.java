package io.mcpmonitor.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Methods of every shape, to be woven. Each has one name and depends on its arguments only. */
@SuppressWarnings({
  "IntLongMath",
  "OperatorPrecedence",
  "unused",
  "fallthrough",
  "try",
  "UnusedMethod",
  "UnusedVariable",
  "ParameterReassigned",
  "finally"
})
class JavaCases implements DefaultCases, Comparable<JavaCases> {
  final int number = 7;
  private final long big = 1L << 40;
  private final double half = 0.5;
  private final boolean yes = true;
  private final String text = "field";
  private final int[] numbers = {1, 2};

  static int mixed(int a, long b, double c, String d, float e, int[] f) {
    a += (int) b;
    b = a;
    d = d + c;
    return a + d.length() + (int) e + f.length;
  }

  boolean aBoolean(int x) {
    return x > 2;
  }

  byte aByte(byte x) {
    return (byte) (x + 1);
  }

  char aChar(char x) {
    return (char) (x + 1);
  }

  short aShort(short x) {
    return (short) (x + 1);
  }

  long aLong(long x, long y) {
    while (x < y) {
      x = x * 2 + 1;
    }
    return x;
  }

  float aFloat(float x) {
    return x / 2;
  }

  double aDouble(double x, int y) {
    for (int i = 0; i < y; i++) {
      double half = x / 2;
      x += half;
    }
    return x;
  }

  void nothing() {}

  void fills(List<String> list, String text) {
    if (list.isEmpty()) {
      list.add(text);
      return;
    }
    list.add(0, text);
  }

  String[][] arrays(String[][] in, long[] other) {
    in = in.clone();
    in[0] = new String[] {"" + other[0]};
    return in;
  }

  static int loopsFromTheStart(int n) {
    while (true) {
      if (n-- < 0) {
        return n;
      }
    }
  }

  int loopsOnThis(int n) {
    do {
      n += number;
    } while (n < 100);
    return n;
  }

  static String triesAndCatches(int n) {
    String result = "start";
    try {
      if (n == 0) {
        throw new IOException("zero");
      }
      result += 10 / (n - 1);
    } catch (IOException e) {
      result += e.getMessage();
    } catch (ArithmeticException e) {
      throw new IllegalStateException("one", e);
    } finally {
      result += "finally";
    }
    return result;
  }

  static int returnsInFinally(int n) {
    try {
      return 10 / n;
    } finally {
      if (n == 0) {
        return -1;
      }
    }
  }

  static String switches(Object o, int n) {
    String first =
        switch (n) {
          case 1 -> "one";
          case 2, 3 -> {
            long wide = n * 2L;
            yield "two" + wide;
          }
          case 100000 -> "many";
          default -> "none";
        };
    if (o instanceof String s) {
      switch (s) {
        case "a":
          return first + "A";
        case "b":
          first += "B";
        // fall through
        default:
          return first + "?";
      }
    }
    return first;
  }

  static Object nestedExceptions(int n) throws Exception {
    try {
      try {
        if (n > 1) {
          throw new IllegalArgumentException("inner");
        }
      } catch (IllegalArgumentException e) {
        if (n > 2) {
          throw new IOException("outer", e);
        }
        return e.getMessage();
      }
    } catch (IOException e) {
      if (n > 3) {
        throw e;
      }
      return e.getMessage();
    }
    return n;
  }

  synchronized int synchronizedMethod(int n) {
    return 10 / n;
  }

  int synchronizedBlock(Object lock, int n) {
    synchronized (lock) {
      for (int i = 0; i < n; i++) {
        if (i == 5) {
          return i;
        }
      }
    }
    return 10 / n;
  }

  String reassigns(Object o, String s) {
    o = s;
    s = null;
    return String.valueOf(o) + s;
  }

  static long manyLocals(int a, String unused) {
    int b = a + 1;
    int c = b + 1;
    long d = c + 1;
    long e = d + 1;
    double f = e + 1;
    double g = f + 1;
    String h = "h" + g;
    for (long i = 0; i < 3; i++) {
      int j = (int) i;
      String k = h + j;
      double l = k.length();
      if (l > 3) {
        int m = j + 1;
        g += m;
      } else {
        String n = k + l;
        g += n.length();
      }
    }
    return b + c + d + e + (long) f + (long) g + h.length();
  }

  <T extends Comparable<T>> T generic(List<T> list, T start) {
    for (T next : list) {
      if (next.compareTo(start) > 0) {
        start = next;
      }
    }
    return start;
  }

  static List<Object> lambdas(int n, Object... rest) {
    List<Object> result = new ArrayList<>();
    Supplier<Object> supplier = () -> n + rest.length;
    result.add(supplier.get());
    for (Object each : rest) {
      result.add(each);
    }
    return result;
  }

  static int recursive(int n) {
    return n == 0 ? 0 : n + recursive(n - 1);
  }

  static String ternaries(boolean a, long b, Map<String, Integer> map) {
    long c = a ? b : map.size();
    return (a ? "x" : c > 2 ? "y" : "z") + (map.isEmpty() && a || c == 3);
  }

  static <V> V rethrows(Callable<V> callable) throws Exception {
    try (AutoCloseable closed = () -> {}) {
      return callable.call();
    } catch (RuntimeException e) {
      throw new IOException("wrapped", e);
    }
  }

  static int endsInThrow(int n) {
    throw new IllegalStateException("always " + n);
  }

  private int hidden(int n) {
    return n + number;
  }

  @Override
  public int compareTo(JavaCases other) {
    return number - other.number;
  }

  static class Implementing implements DefaultCases {}

  /** Constructors of every kind. */
  static class Constructed {
    final String seen;
    final int hash;

    Constructed(String a, long b) {
      this(a == null ? "none" : a + b);
      if (b < 0) {
        throw new IllegalArgumentException("negative");
      }
    }

    Constructed(String a) {
      super();
      String copy = a;
      for (int i = 0; i < 3; i++) {
        copy += i;
      }
      a = null;
      seen = copy;
      hash = copy.hashCode();
    }
  }
}
