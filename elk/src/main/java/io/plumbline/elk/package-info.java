/**
 * The store behind Plumbline: a connection to Elasticsearch, and below this package the templates
 * that telemetry and anomalies are stored under and a node of one's own to store them in.
 */
@NullMarked
package io.plumbline.elk;

import org.jspecify.annotations.NullMarked;
