package io.backdrop.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RestartedSubjectTest {

  private final SplittableRandom random = new SplittableRandom(1);
  private final Faults faults = new Faults();
  private final Stage stage =
      new Stage(Draw.scenario(random), Maker.MOST_AT_ONCE, faults, random, Planted.NONE);
  private final RestartedSubject subject =
      new RestartedSubject(stage, TrashThreadSetup.draw(SubjectKind.SMALL, random));

  @AfterEach
  void end() {
    stage.clear();
    stage.subjects().forEach(Subject::end);
    subject.end();
  }

  @Test
  void whatATrashThreadTookThatWasReplacedIsCountedOnce() {
    close();
    subject.restart(random);
    close();

    assertThat(subject.taken()).isEqualTo(2);
    assertThat(stage.retired()).isEmpty();
  }

  private void close() {
    Backdrop.of("nothing", Disposer.none(), subject).close();
  }
}
