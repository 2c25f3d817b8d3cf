package io.plumbline.samples.database;

import io.plumbline.samples.work.Latency;

/**
 * An SQL statement with placeholders.
 *
 * @param operation its first word, such as SELECT
 * @param table the table it is about
 * @param latency how long a database on another machine would take for it
 */
public record Statement(String operation, String table, String sql, Latency latency) {}
