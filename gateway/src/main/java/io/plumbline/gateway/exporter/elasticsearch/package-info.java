/**
 * Exporter {@code elasticsearch}: configuration, and the path of a batch from the queue to an
 * answer. Documents are written by {@code document} and delivered by {@code bulk}.
 */
@NullMarked
package io.plumbline.gateway.exporter.elasticsearch;

import org.jspecify.annotations.NullMarked;
