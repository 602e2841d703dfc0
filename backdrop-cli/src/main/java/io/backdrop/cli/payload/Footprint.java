package io.backdrop.cli.payload;

/**
 * What one part of a payload takes, generously rounded.
 *
 * @param heap bytes of Java heap
 * @param offHeap bytes of memory outside of it, what the allocator adds included
 * @param disk bytes of the file system for temporary files
 */
public record Footprint(long heap, long offHeap, long disk) {}
