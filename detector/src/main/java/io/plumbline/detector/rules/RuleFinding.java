package io.plumbline.detector.rules;

import io.plumbline.detector.features.Window;

/**
 * That a rule is broken.
 *
 * @param window when: the windows or the execution that were judged, or from the first to the last
 *     of single events
 * @param surprise the rule's fixed S, on the scale of −log₁₀ of how often a normal window is as odd
 * @param message as in "error ratio 35.0 % in 1m, limit 20.0 %"
 * @param actual what was measured, in the unit of the limit; NaN where there is nothing to measure
 * @param limit what it was held against; NaN where there is none
 */
public record RuleFinding(
    String ruleId,
    String service,
    Window window,
    double surprise,
    String message,
    double actual,
    double limit) {}
