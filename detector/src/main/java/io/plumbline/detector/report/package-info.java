/**
 * What happened in a stretch of time, for people: one HTML file with plots, or Markdown. A {@link
 * io.plumbline.detector.report.Report} is assembled from rows, a model and what is stored; the
 * writers see nothing else. Whatever came from outside is escaped where it is written.
 */
@NullMarked
package io.plumbline.detector.report;

import org.jspecify.annotations.NullMarked;
