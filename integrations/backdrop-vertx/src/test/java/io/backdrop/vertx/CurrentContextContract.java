package io.backdrop.vertx;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.testkit.QueueingStrategyContract;
import io.backdrop.testkit.Subject;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;

/**
 * Whatever the tests close is closed on a context, while their thread waits: so they see what a
 * strategy does that releases in place.
 */
abstract class CurrentContextContract extends QueueingStrategyContract {

  private final ThreadingModel model;

  CurrentContextContract(ThreadingModel model) {
    this.model = model;
  }

  @Override
  protected final Subject open() {
    var vertx = Vertx.vertx();
    var context = ((VertxInternal) vertx).contextBuilder().withThreadingModel(model).build();
    var strategy = BackdropVertx.currentContext();
    return Subject.of(disposal -> executeOn(context, strategy, disposal))
        .endedBy(() -> vertx.close().await());
  }

  private static void executeOn(
      ContextInternal context, BackdropStrategy strategy, Disposal disposal) {
    if (context.isRunningOnContext()) {
      strategy.execute(disposal);
    } else {
      boolean interrupted = Thread.interrupted(); // It is the other thread that closes.
      Future.<Void>future(done ->
              context.runOnContext(turn -> {
                try {
                  execute(strategy, disposal, interrupted);
                  done.complete();
                } catch (Throwable thrown) {
                  done.fail(thrown);
                }
              }))
          .await();
    }
  }

  private static void execute(BackdropStrategy strategy, Disposal disposal, boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      strategy.execute(disposal);
    } finally {
      Thread.interrupted();
    }
  }
}
