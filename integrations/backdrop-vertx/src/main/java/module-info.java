/** Backdrop on the contexts and worker threads of Vert.x. */
module io.backdrop.vertx {
  requires transitive io.backdrop;
  requires io.netty.common;
  requires io.netty.transport;
  requires transitive io.vertx.core;
  requires static io.vertx.codegen.api;
  requires static org.jspecify;

  exports io.backdrop.vertx;
}
