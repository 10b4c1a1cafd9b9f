package io.mcpmonitor.probe.http;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import java.util.List;

/**
 * The probes of HTTP, all of which are needed for traces only. Clients are watched while they work
 * for an MCP call, and not otherwise.
 */
public final class HttpProbes {
  private HttpProbes() {}

  /** The JDK's {@code java.net.http.HttpClient}. */
  public static Probe jdkClient() {
    return probe(
        "http.client.jdk",
        "Requests of java.net.http.HttpClient inside MCP calls",
        "the JDK 17 to 25",
        List.of(
            on("jdk.internal.net.http.HttpClientImpl", "sendAsync")
                .parameters(4)
                .with("JdkClientAdvice")
                .argument(0, "request")
                .exit("sent")
                .thrown("failed")));
  }

  /** The JDK's {@code HttpURLConnection}. */
  public static Probe urlConnection() {
    Hook on =
        on("sun.net.www.protocol.http.HttpURLConnection", "")
            .parameters(0)
            .with("UrlConnectionAdvice");
    return probe(
        "http.client.urlconnection",
        "Requests of HttpURLConnection inside MCP calls",
        "the JDK 17 to 25",
        List.of(
            on.method("connect").enter("begins"),
            on.method("getOutputStream").enter("begins"),
            on.method("getInputStream").enter("begins").exit("answered").thrown("failed")));
  }

  /** OkHttp. */
  public static Probe okHttp() {
    return probe(
        "http.client.okhttp",
        "Requests of OkHttp inside MCP calls",
        "OkHttp 3 to 5",
        List.of(
            on(OkHttp.bridge(), "intercept")
                .parameters(1)
                .with("OkHttpAdvice")
                .argument(0, "chain")
                .exit("answered")
                .thrown("failed")));
  }

  /** Apache HttpClient. */
  public static Probe apache() {
    Hook on =
        on("", "doExecute")
            .parameters(3)
            .with("ApacheAdvice")
            .enter("begins")
            .exit("answered")
            .thrown("failed");
    String classic = "org.apache.hc.client5.http.impl.classic.";
    return probe(
        "http.client.apache",
        "Requests of Apache HttpClient inside MCP calls",
        "org.apache.httpcomponents.client5 5.0 to 5.6, the classic client",
        List.of(
            on.onClass(classic + "InternalHttpClient"), on.onClass(classic + "MinimalHttpClient")));
  }

  /** Servlets. */
  public static Probe servlet() {
    Hook on = on("", "service").parameters(2).enter("arrives").exit("leaves").thrown("leavesBy");
    return probe(
        "http.server.servlet",
        "The HTTP requests that MCP messages come in",
        "Jakarta Servlet 5 to 6, Java EE Servlet 3 to 4",
        List.of(
            on.onClass("jakarta.servlet.http.HttpServlet")
                .firstType("HttpServletRequest")
                .with("JakartaServletAdvice"),
            on.onClass("javax.servlet.http.HttpServlet")
                .firstType("HttpServletRequest")
                .with("JavaxServletAdvice")));
  }

  private static Probe probe(String id, String description, String library, List<Hook> hooks) {
    return new Probe(
            id,
            description,
            library,
            HttpProbes.class.getPackageName(),
            "HttpScope",
            List.of(),
            hooks)
        .neededAt(Probe.Phase.TRACES);
  }
}
