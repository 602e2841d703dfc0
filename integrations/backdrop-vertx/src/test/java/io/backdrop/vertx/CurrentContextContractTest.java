package io.backdrop.vertx;

import io.vertx.core.ThreadingModel;
import org.junit.jupiter.api.Nested;

class CurrentContextContractTest {

  @Nested
  class OfAnEventLoop extends CurrentContextContract {
    OfAnEventLoop() {
      super(ThreadingModel.EVENT_LOOP);
    }
  }

  @Nested
  class OfWorkers extends CurrentContextContract {
    OfWorkers() {
      super(ThreadingModel.WORKER);
    }
  }

  @Nested
  class OfVirtualThreads extends CurrentContextContract {
    OfVirtualThreads() {
      super(ThreadingModel.VIRTUAL_THREAD);
    }
  }
}
