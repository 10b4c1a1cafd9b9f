package com.example.hand;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** On Netty itself: a codec, an aggregator, and a handler that asks a pool. */
public final class NettyServer {
  private NettyServer() {}

  public static void main(String[] args) throws InterruptedException {
    HttpMcp mcp = new HttpMcp("netty-server", !List.of(args).contains("stateless"));
    ExecutorService pool = Executors.newCachedThreadPool();
    Channel channel =
        new ServerBootstrap()
            .group(new NioEventLoopGroup(2))
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel connection) {
                    connection
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(10_000_000),
                            new Handler(mcp, pool));
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    int port = ((InetSocketAddress) channel.localAddress()).getPort();
    System.err.println("listening on http://127.0.0.1:" + port + "/mcp");
  }

  private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final HttpMcp mcp;
    private final ExecutorService pool;

    Handler(HttpMcp mcp, ExecutorService pool) {
      this.mcp = mcp;
      this.pool = pool;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      String body = request.content().toString(StandardCharsets.UTF_8);
      Http http = new OfRequest(context, request, body);
      pool.execute(
          () -> {
            try {
              mcp.handle(http);
            } catch (IOException e) {
              ChannelFuture unused = context.close();
            }
          });
    }
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  private record OfRequest(ChannelHandlerContext context, FullHttpRequest request, String body)
      implements Http {
    @Override
    public String method() {
      return request.method().name();
    }

    @Override
    public String path() {
      return request.uri().replaceFirst("\\?.*", "");
    }

    @Override
    public @Nullable String query() {
      int query = request.uri().indexOf('?');
      return query < 0 ? null : request.uri().substring(query + 1);
    }

    @Override
    public @Nullable String header(String name) {
      return request.headers().get(name);
    }

    @Override
    public void answer(int status, Map<String, String> headers, @Nullable String answer) {
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(status),
              bytes(answer == null ? "" : answer));
      headers.forEach(response.headers()::set);
      HttpUtil.setContentLength(response, response.content().readableBytes());
      ChannelFuture unused = context.writeAndFlush(response);
    }

    @Override
    public Events events(boolean stays) {
      HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
      HttpUtil.setTransferEncodingChunked(response, true);
      ChannelFuture unused = context.writeAndFlush(response);
      return new OfChannel(context);
    }
  }

  private record OfChannel(ChannelHandlerContext context) implements Http.Events {
    @Override
    public void send(@Nullable String name, String data) throws IOException {
      write((name == null ? "" : "event: " + name + "\n") + "data: " + data + "\n\n");
    }

    @Override
    public void ping() throws IOException {
      write(": ping\n\n");
    }

    private void write(String text) throws IOException {
      if (!context.channel().isActive()) {
        throw new IOException("nobody listens");
      }
      ChannelFuture unused = context.writeAndFlush(new DefaultHttpContent(bytes(text)));
    }

    @Override
    public void close() {
      ChannelFuture unused = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }
}
