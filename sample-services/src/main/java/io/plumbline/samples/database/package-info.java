/**
 * The database of service-b: statements on pooled JDBC connections, with client spans and pool
 * metrics.
 */
@NullMarked
package io.plumbline.samples.database;

import org.jspecify.annotations.NullMarked;
