/**
 * Telemetry as Elasticsearch documents of mapping mode {@code otel}, written as bulk NDJSON
 * straight from the bytes of a batch: which index, which id, which fields.
 */
@NullMarked
package io.plumbline.gateway.exporter.elasticsearch.document;

import org.jspecify.annotations.NullMarked;
