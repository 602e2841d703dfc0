package io.backdrop.netty;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.testkit.Ledger;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of values that handlers close when their channels end. */
@Timeout(60)
class ChannelsAtTheEndTest {

  private static final int CONNECTIONS = 4;

  private final Ledger ledger = new Ledger(CONNECTIONS);
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final CountDownLatch connected = new CountDownLatch(CONNECTIONS);

  /** The loop is busy, so by itself it would end without telling the handlers. */
  @Test
  void whereTheChannelsAreClosedBeforeTheLoopItReleasesWhatTheirHandlersClose() throws Exception {
    try (var loops = new Loops(1);
        var clients = new Loops(1)) {
      var server = serve(loops, BackdropNetty.eventLoop(loops.first()));
      for (int connection = 0; connection < CONNECTIONS; connection++) {
        connect(clients, server);
      }
      connected.await();

      server.close().sync();
      channels.close().sync();
      var opened = new CountDownLatch(1);
      loops.occupyUntil(opened);
      loops.beginShutdown();
      opened.countDown();
    }
    ledger.assertEachReleasedOnce();
  }

  private Channel serve(Loops loops, BackdropStrategy strategy) throws InterruptedException {
    return new ServerBootstrap()
        .group(loops.group())
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Holding(strategy));
              }
            })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .sync()
        .channel();
  }

  private static void connect(Loops clients, Channel server) throws Exception {
    new Bootstrap()
        .group(clients.group())
        .channel(NioSocketChannel.class)
        .handler(new ChannelInboundHandlerAdapter())
        .connect(server.localAddress())
        .sync();
  }

  /** Holds a value for as long as its channel is there. */
  private final class Holding extends ChannelInboundHandlerAdapter {

    private final BackdropStrategy strategy;
    private Backdrop<Integer> held;

    Holding(BackdropStrategy strategy) {
      this.strategy = strategy;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      held = Backdrop.of((int) connected.getCount() - 1, ledger, strategy);
      channels.add(context.channel());
      connected.countDown();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      held.close();
    }
  }
}
