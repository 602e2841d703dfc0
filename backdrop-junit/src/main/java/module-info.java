/**
 * Fails a JUnit test that leaves a handle of Backdrop open.
 *
 * <p>Opened to JUnit, which makes the extension.
 */
module io.backdrop.junit {
  requires transitive io.backdrop;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports io.backdrop.junit;

  opens io.backdrop.junit to
      org.junit.platform.commons;
}
