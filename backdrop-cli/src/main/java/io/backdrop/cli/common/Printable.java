package io.backdrop.cli.common;

import java.nio.charset.Charset;

/** Text for terminals of any encoding: plainer signs where the right ones cannot be shown. */
public final class Printable {

  private static final String RIGHT = "µ×·–─…";
  private static final String PLAIN = "ux,--~";

  private Printable() {}

  public static String in(Charset charset, String text) {
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
