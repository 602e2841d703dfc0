/** Backdrop on Netty's event loops and executor groups. */
module io.backdrop.netty {
  requires transitive io.backdrop;
  requires transitive io.netty.buffer;
  requires transitive io.netty.common;
  requires transitive io.netty.transport;
  requires static org.jspecify;

  exports io.backdrop.netty;
}
