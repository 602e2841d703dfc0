package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.TrashThread;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples in the Javadoc. What stands between the markers is shown there. */
@Timeout(60)
class Snippets {

  /** A file for the time of one connection, which takes a while to delete. */
  record Upload(Path file) implements AutoCloseable {

    static Upload begin() throws Exception {
      return new Upload(Files.createTempFile("upload", null));
    }

    long append(ByteBuf data) throws Exception {
      Files.writeString(file, data.toString(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
      return Files.size(file);
    }

    @Override
    public void close() throws Exception {
      Files.delete(file);
    }
  }

  // @start region="pipeline"
  /**
   * Keeps what a connection sends in a file, and answers with its size. It writes on the event
   * loop: where files are large, that too belongs to an executor that may block.
   */
  static final class UploadHandler extends ChannelInboundHandlerAdapter {

    private final BackdropStrategy
        files; // BackdropNetty.blocking(new DefaultEventExecutorGroup(2))
    private final BackdropStrategy buffers; // BackdropNetty.currentEventLoop(group, files)
    private Backdrop<Upload> upload;

    UploadHandler(BackdropStrategy files, BackdropStrategy buffers) {
      this.files = files;
      this.buffers = buffers;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
      upload = Backdrop.of(Upload.begin(), files);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      try (var data = Backdrop.of((ByteBuf) message, BackdropNetty.releasing(), buffers)) {
        var size = upload.get().append(data.get()) + " bytes";
        context.writeAndFlush(Unpooled.copiedBuffer(size, StandardCharsets.UTF_8));
      } // released by this event loop, in a turn to come
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (upload != null) { // else it has not begun
        upload.close(); // deleted by an executor that may block
      }
    }
  }

  // @end

  @Test
  void pipeline() throws Exception {
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var executors = new DefaultEventExecutorGroup(1);
    var files = BackdropNetty.blocking(executors);
    var received = new LinkedBlockingQueue<ByteBuf>();
    var ended = new CountDownLatch(1);
    var handler =
        new UploadHandler(files, BackdropNetty.currentEventLoop(loops, BackdropStrategy.trivial()));
    var answer = new CompletableFuture<String>();
    Path file;
    try {
      var server = serve(loops, noting(received, ended), handler);
      var client = connect(loops, server, answer);
      var sent = Unpooled.copiedBuffer("four", StandardCharsets.UTF_8);
      client.writeAndFlush(sent).sync();

      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("4 bytes");

      file = handler.upload.get().file();
      client.close();
      ended.await(); // A loop that is shut down while it is busy tells no handler.
    } finally {
      loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
      executors.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
    }
    assertThat(file).doesNotExist();
    assertThat(received).singleElement().satisfies(data -> assertThat(data.refCnt()).isZero());
  }

  private static ChannelInboundHandler noting(Queue<ByteBuf> received, CountDownLatch ended) {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        received.add((ByteBuf) message);
        context.fireChannelRead(message);
      }

      @Override
      public void channelInactive(ChannelHandlerContext context) {
        context.fireChannelInactive();
        ended.countDown();
      }
    };
  }

  private static Channel serve(MultiThreadIoEventLoopGroup loops, ChannelInboundHandler... handlers)
      throws Exception {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handlers);
              }
            })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .sync()
        .channel();
  }

  private static Channel connect(
      MultiThreadIoEventLoopGroup loops, Channel server, CompletableFuture<String> answer)
      throws Exception {
    return new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .handler(
            new SimpleChannelInboundHandler<ByteBuf>() {
              @Override
              protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
                answer.complete(message.toString(StandardCharsets.UTF_8));
              }
            })
        .connect(server.localAddress())
        .sync()
        .channel();
  }

  @Test
  void structural() throws Exception {
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var allocator = PooledByteBufAllocator.DEFAULT;
    var header = allocator.buffer(16);
    var part = allocator.directBuffer(16);
    var trailer = Unpooled.buffer(16);
    var strategy = BackdropNetty.eventLoop(loops.next());
    // @start region="structural"
    record Message(ByteBuf header, List<ByteBuf> parts, Map<String, ByteBuf> trailers) {}

    var message = new Message(header, List.of(part), Map.of("checksum", trailer));
    Backdrop.of(message, Disposer.structural(ReferenceCountUtil::release), strategy).close();
    // @end
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();

    assertThat(List.of(header, part, trailer)).allMatch(buffer -> buffer.refCnt() == 0);
  }

  @Test
  void mustNotBlock() throws Exception {
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    // @start region="must-not-block"
    var trash =
        TrashThread.builder()
            .bound(10_000)
            .waitWhenFull(Duration.ofMinutes(1)) // but an event loop does not wait
            .mustNotBlock(BackdropNetty.onThreadOf(loops))
            .start();
    // @end
    var opened = new CountDownLatch(1);
    try (trash) {
      Backdrop.of("first", value -> opened.await(), trash).close();
      while (trash.stats().pending() < 10_000) {
        Backdrop.of("value", value -> {}, trash).close();
      }
      var onLoop = BackdropNetty.onThreadOf(loops);
      var releasedByLoop = new LinkedBlockingQueue<Boolean>();
      loops.execute(() ->
          Backdrop.of("last", value -> releasedByLoop.add(onLoop.getAsBoolean()), trash).close());

      assertThat(releasedByLoop.poll(30, TimeUnit.SECONDS)).isTrue();

      opened.countDown();
    }
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }
}
