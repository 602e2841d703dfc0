package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on the loopback interface that sends back what it gets, and a client. */
final class Echo implements AutoCloseable {

  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Channel server;
  private final Channel client;

  Echo(EventLoopGroup loops) throws InterruptedException {
    server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(new SendingBack())
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    client =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(new Receiving())
            .connect(server.localAddress())
            .sync()
            .channel();
  }

  void sendAndAwait(String message) throws InterruptedException {
    client.writeAndFlush(Unpooled.copiedBuffer(message, StandardCharsets.UTF_8));
    assertThat(answers.poll(30, TimeUnit.SECONDS)).isEqualTo(message);
  }

  private static final class SendingBack extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.writeAndFlush(message);
    }
  }

  private final class Receiving extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
      answers.add(message.toString(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() throws InterruptedException {
    client.close().sync();
    server.close().sync();
  }
}
