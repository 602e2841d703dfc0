package io.backdrop.cli.soak;

/** What happened beside that values were made and let go of. */
enum Event implements Labelled {
  INTERRUPT("interrupts sent"),
  IN_CALLER("full: closer released"),
  ELSEWHERE("full: went elsewhere"),
  BEYOND("full: the backlog grew"),
  RETRIED("attempts repeated"),
  HELPED("disposals helped with"),
  FLUSHED("flushes that were kept"),
  RESTARTED("trash threads replaced"),
  ENDED_EARLY("closed while in use"),
  RESIDUE("left in residues"),
  STUCK("reported as stuck"),
  READING("statistics read");

  private final String label;

  Event(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
