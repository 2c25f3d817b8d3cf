package io.plumbline.detector.model;

/**
 * How a feature is bent so that its noise is about as wide at any level.
 *
 * <p>All transforms are monotone, so medians and quantiles commute with them. NaN stays NaN.
 */
public enum Transform {
  /** As it is, for amounts whose noise does not grow with them. */
  LINEAR {
    @Override
    double apply(double value, double softness) {
      return value;
    }

    @Override
    double undo(double bent, double softness) {
      return bent;
    }
  },
  /** ln(value + softness), for durations: a change counts as a ratio, but not below softness. */
  LOGARITHM {
    @Override
    double apply(double value, double softness) {
      return Math.log(Math.max(0, value) + softness);
    }

    @Override
    double undo(double bent, double softness) {
      return Math.max(0, Math.exp(bent) - softness);
    }
  },
  /**
   * 2·√(value·softness + 3/8), for rates, with softness the seconds of a window: the count of a
   * Poisson process then has standard deviation 1 at every rate (Anscombe, 1948).
   */
  COUNT {
    @Override
    double apply(double value, double softness) {
      return 2 * Math.sqrt(Math.max(0, value) * softness + 0.375);
    }

    @Override
    double undo(double bent, double softness) {
      double root = Math.max(0, bent) / 2;
      return Math.max(0, (root * root - 0.375) / softness);
    }
  },
  /** arcsin √value, for shares: steadies the variance of a binomial share, also near 0 and 1. */
  SHARE {
    @Override
    double apply(double value, double softness) {
      return Math.asin(Math.sqrt(Math.clamp(value, 0.0, 1.0)));
    }

    @Override
    double undo(double bent, double softness) {
      double sine = Math.sin(Math.clamp(bent, 0, Math.PI / 2));
      return sine * sine;
    }
  };

  abstract double apply(double value, double softness);

  /** The value that was bent to this, or the nearest one that there is. */
  abstract double undo(double bent, double softness);
}
