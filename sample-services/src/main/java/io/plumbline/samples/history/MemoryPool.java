package io.plumbline.samples.history;

/**
 * A memory pool of a JVM.
 *
 * @param type heap or non_heap
 * @param limitBytes -1 for none
 */
record MemoryPool(String name, String type, long usedBytes, long committedBytes, long limitBytes) {}
