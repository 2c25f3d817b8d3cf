/**
 * Scores for rows of a CSV file: of any numeric columns by a model fitted on the rows before, of
 * what {@code detector collect} writes by a trained model. Rows are read one by one, and what is
 * wrong with one is said with its file and line.
 */
@NullMarked
package io.plumbline.detector.score;

import org.jspecify.annotations.NullMarked;
