package io.backdrop.cli.latency;

import io.backdrop.Arc;
import io.backdrop.ArcSwap;
import io.backdrop.cli.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Requests are answered and indexes replaced, for the time of a plan. */
final class Run {

  /** Until when all servers have been started. */
  private static final long HEAD_START_NANOS = 20_000_000;

  private final String threads;
  private final Plan plan;
  private final Releasing releasing;
  private final Indexes indexes;
  private final BooleanSupplier stopped;

  /**
   * A run that is still to be performed.
   *
   * @param threads how the request threads are called
   */
  Run(String threads, Plan plan, Releasing releasing, Indexes indexes, BooleanSupplier stopped) {
    this.threads = threads;
    this.plan = plan;
    this.releasing = releasing;
    this.indexes = indexes;
    this.stopped = stopped;
  }

  /** Lets go of each index, also of those whose turn did not come. */
  Recorded perform() throws Exception {
    var handles = indexes.handles(releasing.strategy());
    var current = new ArcSwap<>(handles.getFirst());
    var schedule = Schedule.startingAt(System.nanoTime() + HEAD_START_NANOS, plan);
    var replacing = new Replacing(plan, current, handles, indexes);
    try {
      return serve(servers(schedule, current, replacing), replacing);
    } finally {
      current.close();
      handles.stream().skip(1L + replacing.swaps()).forEach(Arc::close);
    }
  }

  private List<Server> servers(Schedule schedule, ArcSwap<Payload> current, Replacing replacing) {
    var servers = new ArrayList<Server>();
    for (int i = 0; i < plan.servers(); i++) {
      var recording = new Recording(Timeline.buckets(plan), Timeline.bucketNanos(plan));
      var numbers = new Server.Numbers(i, plan.servers());
      var duty = i == 0 ? replacing : Server.Duty.NONE;
      servers.add(new Server(schedule, numbers, current, releasing, duty, recording, stopped));
    }
    return servers;
  }

  private Recorded serve(List<Server> servers, Replacing replacing) throws Exception {
    try (var executor =
        Executors.newCachedThreadPool(Thread.ofPlatform().name(threads, 0).factory())) {
      var results = servers.stream().map(executor::submit).toList();
      var total = result(results.getFirst());
      for (var other : results.subList(1, results.size())) {
        total = total.with(result(other));
      }
      return new Recorded(total, replacing);
    }
  }

  private static Server.Result result(Future<Server.Result> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A server has failed", e.getCause());
    }
  }

  /**
   * What came of it.
   *
   * @param total of all servers
   * @param replacing knows how often the index was replaced, and the backlog over time
   */
  record Recorded(Server.Result total, Replacing replacing) {}
}
