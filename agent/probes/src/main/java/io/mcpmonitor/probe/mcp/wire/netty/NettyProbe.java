package io.mcpmonitor.probe.mcp.wire.netty;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/**
 * Netty's codec of HTTP/1.1, on which Vert.x, Reactor Netty and others stand. What it decodes and
 * encodes is seen; handlers run while their message is being read.
 */
public final class NettyProbe {
  private static final String HTTP = "io.netty.handler.codec.http.";

  private NettyProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "mcp.wire.netty",
        "MCP servers on Netty, Vert.x and the like that use no known library",
        "io.netty:netty-codec-http 4.1",
        NettyProbe.class.getPackageName(),
        "NettyScope",
        List.of(
            new Requirement(HTTP + "HttpRequest", "uri", 0),
            new Requirement(HTTP + "HttpResponse", "status", 0),
            new Requirement("io.netty.channel.Channel", "attr", 1)),
        List.of(
            on(HTTP + "HttpObjectDecoder", "decode")
                .parameters(3)
                .with("DecoderAdvice")
                .enter("decodes")
                .exit("decoded"),
            on("io.netty.handler.codec.ByteToMessageDecoder", "channelRead")
                .parameters(2)
                .with("DecoderAdvice")
                .exit("handled")
                .thrown("handledBadly"),
            on(HTTP + "HttpObjectEncoder", "encode")
                .parameters(3)
                .with("EncoderAdvice")
                .enter("encodes")));
  }
}
