package io.plumbline.detector.model;

/**
 * What a model says of one row. The arrays belong to the caller.
 *
 * @param surprise −log₁₀ of the share of normal windows that are as odd: "once in 10^S windows"
 * @param score the same on the fixed scale 0–100
 * @param deviations per feature the robust z, positive when higher than typical; 0 when missing
 * @param shares per feature its part in the surprise, 0–1; they add up to 1, or are all 0
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of results, never compared
public record Reading(double surprise, double score, double[] deviations, double[] shares) {}
