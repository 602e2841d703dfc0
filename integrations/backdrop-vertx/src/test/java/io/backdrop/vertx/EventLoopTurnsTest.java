package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.IncrementalDisposer;
import io.backdrop.RetryPolicy;
import io.backdrop.testkit.Ledger;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetServer;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an event loop does between the turns in which it releases. */
@Timeout(60)
class EventLoopTurnsTest {

  private static final Duration LONGER_THAN_A_TURN = Duration.ofMillis(2);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final AtomicBoolean answered = new AtomicBoolean();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aRequestIsAnsweredInTheMiddleOfALargeValue() {
    var released = Promise.<Void>promise();
    IncrementalDisposer<String> endless =
        value ->
            () -> {
              boolean isOver = answered.get(); // Once: it may change between two looks.
              if (isOver) {
                released.complete();
              }
              return !isOver;
            };

    context.runOnContext(
        there -> Backdrop.of("large", endless, BackdropVertx.currentContext()).close());
    askAServerOf(context);

    released.future().await();
  }

  /** Sets {@link #answered} once a server, on the same event loop, has sent back what it got. */
  private void askAServerOf(Context loop) {
    var listening = Promise.<NetServer>promise();
    loop.runOnContext(there ->
        vertx
            .createNetServer()
            .connectHandler(socket -> socket.handler(socket::write))
            .listen(0)
            .onComplete(listening));
    var port = listening.future().await().actualPort();
    var other = Vertx.vertx();
    var reply = Promise.<Buffer>promise();
    other
        .createNetClient()
        .connect(port, "localhost")
        .onSuccess(socket -> socket.handler(reply::tryComplete).write("question"));
    reply.future().await();
    answered.set(true);
    other.close().await();
  }

  @Test
  void aTimerFiresInTheMiddleOfManyValues() throws Exception {
    var ledger = new Ledger(1_000);
    var allBefore = Promise.<Boolean>promise();
    Disposer<Integer> slow =
        value -> {
          pass(LONGER_THAN_A_TURN);
          ledger.dispose(value);
        };

    context.runOnContext(there -> {
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, slow, BackdropVertx.currentContext()).close();
      }
      vertx.setTimer(1, timer -> allBefore.complete(ledger.has(ledger.size() - 1)));
    });

    assertThat(allBefore.future().await()).isFalse();
    vertx.close().await();
    ledger.assertEachReleasedOnce();
  }

  private static void pass(Duration time) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < time.toNanos()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theLoopGoesOnWhileAValueWaitsForAnotherAttempt() {
    var free = new AtomicBoolean();
    var released = Promise.<Void>promise();
    Disposer<String> busy =
        value -> {
          if (!free.get()) {
            throw new IllegalStateException("busy");
          }
          released.complete();
        };
    var patient = busy.retrying(RetryPolicy.of(Integer.MAX_VALUE, Duration.ofMillis(1)));

    context.runOnContext(there -> {
      Backdrop.of("value", patient, BackdropVertx.currentContext()).close();
      vertx.setTimer(20, timer -> free.set(true));
    });

    released.future().await();
  }

  @Test
  void vertxEndsAfterALargeValueInTheMiddleOfItsRelease() throws Exception {
    var steps = new AtomicInteger();
    var begun = new CountDownLatch(1);
    IncrementalDisposer<String> large =
        value ->
            () -> {
              begun.countDown();
              pass(LONGER_THAN_A_TURN);
              return steps.incrementAndGet() < 200;
            };
    context.runOnContext(
        there -> Backdrop.of("large", large, BackdropVertx.currentContext()).close());
    begun.await();

    vertx.close().await();

    assertThat(steps).hasValue(200);
  }

  @Test
  void aDisposerMayCloseVertxWhileOthersFollowWhichCloseFurtherOnes() throws Exception {
    var ledger = new Ledger(2_000);
    var elsewhere = new AtomicInteger();
    var strategy = BackdropVertx.currentContext();
    Disposer<Integer> ending =
        value -> {
          if (value == 10) {
            vertx.close();
          }
          if (Vertx.currentContext() != context) {
            elsewhere.incrementAndGet();
          }
          Backdrop.of(value + 1_000, ledger, strategy).close();
        };

    context.runOnContext(there -> {
      for (int value = 0; value < 1_000; value++) {
        Backdrop.of(value, ledger.andThen(ending), strategy).close();
      }
    });

    ledger.await();
    ledger.assertEachReleasedOnce();
    assertThat(elsewhere).hasValue(0);
  }

  @Test
  void atTheEndOfVertxWhatIsToBeTriedAgainHasItsAttemptsWithoutPauses() {
    var attempts = new AtomicInteger();
    var failures = new LinkedBlockingQueue<Throwable>();
    Disposer<String> failing =
        value -> {
          attempts.incrementAndGet();
          throw new IllegalStateException("busy");
        };
    var patient = failing.retrying(RetryPolicy.of(3, Duration.ofHours(1)));
    var tried = Promise.<Void>promise();
    context.exceptionHandler(failures::add);
    context.runOnContext(there -> {
      Backdrop.of("value", patient, BackdropVertx.currentContext()).close();
      vertx.setTimer(20, timer -> tried.complete());
    });
    tried.future().await();

    vertx.close().await();

    assertThat(attempts).hasValue(3);
    assertThat(failures).singleElement().asString().contains("busy");
  }

  @Test
  void whatAWorkerClosesForAnEventLoopIsReleasedByThat() throws Exception {
    var threads = new LinkedBlockingQueue<Boolean>();
    Disposer<String> noting = value -> threads.add(Context.isOnEventLoopThread());

    context.runOnContext(there ->
        context.executeBlocking(() -> {
          Backdrop.of("value", noting, BackdropVertx.currentContext()).close();
          return null;
        }));

    assertThat(threads.poll(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aDisposersInterruptDoesNotReachTheNextTaskOfTheLoop() {
    var interrupted = Promise.<Boolean>promise();
    Disposer<String> interrupting = value -> Thread.currentThread().interrupt();

    context.runOnContext(there -> {
      Backdrop.of("value", interrupting, BackdropVertx.currentContext()).close();
      context.runOnContext(next -> interrupted.complete(Thread.interrupted()));
    });

    assertThat(interrupted.future().await()).isFalse();
  }

  @Test
  void whatAVerticleClosedIsNotKeptAfterIt() throws Exception {
    GarbageCollection.awaitEndOf(this::deployOneThatCloses);
  }

  /** As that of a deployment whose Vert.x, and Backdrop, live longer. */
  @Test
  void aClassLoaderWhoseStrategyReleasedIsNotKept() throws Exception {
    GarbageCollection.awaitEndOf(this::closeByTheClassesOfAnotherLoader);
  }

  private ClassLoader closeByTheClassesOfAnotherLoader() throws Exception {
    var loader = new OwnCopy();
    var strategy =
        (BackdropStrategy)
            loader
                .loadClass(BackdropVertx.class.getName())
                .getMethod("currentContext")
                .invoke(null);
    var released = Promise.<Void>promise();
    Disposer<String> completing = value -> released.complete();
    ((VertxInternal) vertx)
        .contextBuilder()
        .build()
        .runOnContext(there -> Backdrop.of("value", completing, strategy).close());
    released.future().await();
    return loader;
  }

  /** Has classes of its own for those of this module, and shares all others. */
  private static final class OwnCopy extends URLClassLoader {

    private static final String OWN = BackdropVertx.class.getPackageName() + ".";

    OwnCopy() {
      super(
          new URL[] {BackdropVertx.class.getProtectionDomain().getCodeSource().getLocation()},
          BackdropVertx.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OWN)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        var known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }

  private Context deployOneThatCloses() {
    var contexts = new ArrayList<Context>();
    var released = Promise.<Void>promise();
    Disposer<String> completing = value -> released.complete();
    var verticle =
        new AbstractVerticle() {
          @Override
          public void start() {
            contexts.add(context);
            Backdrop.of("value", completing, BackdropVertx.currentContext()).close();
          }
        };
    var id = vertx.deployVerticle(verticle).await();
    released.future().await();
    vertx.undeploy(id).await();
    return contexts.getFirst();
  }
}
