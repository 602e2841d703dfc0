package io.backdrop.cli;

import java.nio.charset.Charset;

/** Text for terminals of any encoding: plainer signs where the right ones cannot be shown. */
final class Printable {

  private static final String RIGHT = "µ×·–─…";
  private static final String PLAIN = "ux,--~";

  private Printable() {}

  static String in(Charset charset, String text) {
    return charset.newEncoder().canEncode(text) ? text : plain(text);
  }

  private static String plain(String text) {
    var plain = text;
    for (int i = 0; i < RIGHT.length(); i++) {
      plain = plain.replace(RIGHT.charAt(i), PLAIN.charAt(i));
    }
    return plain;
  }
}
