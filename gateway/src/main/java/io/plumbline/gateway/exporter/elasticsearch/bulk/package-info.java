/**
 * Delivery of bulk requests: nodes, attempts, what Elasticsearch answered for each document, what
 * is sent again, and the dead letters that it refused for good.
 */
@NullMarked
package io.plumbline.gateway.exporter.elasticsearch.bulk;

import org.jspecify.annotations.NullMarked;
