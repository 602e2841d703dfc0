package io.backdrop.cli.common;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;

/** Text for terminals of any encoding: plainer signs where the right ones cannot be shown. */
public final class Printable {

  private static final String RIGHT = "µ×·–─…";
  private static final String PLAIN = "ux,--~";

  private Printable() {}

  /** Prints the lines on the standard output, as far as that can show them. */
  public static void print(PrintWriter out, List<String> lines) {
    for (var line : lines) {
      out.println(in(System.out.charset(), line));
    }
  }

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
