/**
 * Backdrop: close it now; pay for it later, elsewhere.
 *
 * <p>Needs {@code java.base} alone at run time.
 */
module io.backdrop {
  requires static org.jspecify;

  exports io.backdrop;
}
