package com.example.matrix;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * The command line: {@code --transport stdio|sse|streamable|stateless --flavour sync|async --port
 * N}. An HTTP server says {@code listening on http://127.0.0.1:PORT} on stderr.
 */
public final class Launch {
  private Launch() {}

  public static void run(SdkServer server, String[] args) throws Exception {
    Transport transport = Transport.STDIO;
    Flavour flavour = Flavour.SYNC;
    int port = 0;
    for (int i = 0; i + 1 < args.length; i += 2) {
      String value = args[i + 1].toUpperCase(Locale.ROOT);
      switch (args[i]) {
        case "--transport" -> transport = Transport.valueOf(value);
        case "--flavour" -> flavour = Flavour.valueOf(value);
        case "--port" -> port = Integer.parseInt(value);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    EndOfInput input = new EndOfInput(System.in);
    Served served = server.serve(transport, flavour, input, System.out);
    HttpSide http = served.http();
    if (http == null) {
      input.await();
      served.close().run();
      // Schedulers of old SDKs keep threads; the work is done.
      System.exit(0);
      return;
    }
    System.err.println("listening on http://127.0.0.1:" + http.listen(port));
    Runtime.getRuntime().addShutdownHook(new Thread(served.close(), "stop"));
    new CountDownLatch(1).await();
  }
}
