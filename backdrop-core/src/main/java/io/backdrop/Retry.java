package io.backdrop;

/** What is to be run after a pause, in nanoseconds, because an attempt before it failed. */
record Retry(ClaimableDisposal<?> disposal, long pause) {}
