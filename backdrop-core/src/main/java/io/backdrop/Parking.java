package io.backdrop;

import java.util.concurrent.locks.LockSupport;

/** How a trash thread waits and is woken; a parameter so that tests need not wait. */
interface Parking {

  Parking SYSTEM =
      new Parking() {
        @Override
        public void park(Object blocker) {
          LockSupport.park(blocker);
        }

        @Override
        public void parkNanos(Object blocker, long nanos) {
          LockSupport.parkNanos(blocker, nanos);
        }

        @Override
        public void unpark(Thread thread) {
          LockSupport.unpark(thread);
        }
      };

  void park(Object blocker);

  void parkNanos(Object blocker, long nanos);

  void unpark(Thread thread);
}
