package io.plumbline.detector.logs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import smile.clustering.CentroidClustering;
import smile.clustering.KMeans;
import smile.math.MathEx;

/**
 * Groups templates into themes: k-means (Smile) over TF-IDF vectors of their words, each of length
 * 1, so that distance is the angle between what two templates say.
 */
public final class Themes {
  private static final int WORDS_MAX = 512;
  private static final int LABEL_WORDS = 3;
  private static final int STEPS_MAX = 100;

  private Themes() {}

  /**
   * Groups templates; every template is in one theme.
   *
   * @param themesMax the most themes; about the square root of the number of templates are made
   * @param seed the same one gives the same themes
   * @return the largest theme first
   */
  public static List<Theme> of(List<LogTemplate> templates, int themesMax, long seed) {
    if (themesMax < 1) {
      throw new IllegalArgumentException("themesMax must be at least 1: " + themesMax);
    }
    if (templates.isEmpty()) {
      return List.of();
    }
    List<List<String>> words =
        templates.stream().map(template -> ThemeWords.of(template.text())).toList();
    List<String> vocabulary = vocabulary(words);
    double[][] vectors = vectors(words, vocabulary);
    int distinct = distinct(vectors);
    int wanted = (int) Math.ceil(Math.sqrt(templates.size()));
    int[] groups = groups(vectors, Math.min(Math.min(themesMax, wanted), distinct), seed);
    return themes(templates, vocabulary, vectors, groups);
  }

  /** Words in two templates or more tell what these share; all are taken when there are none. */
  private static List<String> vocabulary(List<List<String>> words) {
    Map<String, Integer> frequencies = frequencies(words);
    boolean shared = frequencies.values().stream().anyMatch(count -> count > 1);
    return frequencies.entrySet().stream()
        .filter(entry -> !shared || entry.getValue() > 1)
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(WORDS_MAX)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, Integer> frequencies(List<List<String>> words) {
    Map<String, Integer> frequencies = new TreeMap<>();
    for (List<String> text : words) {
      for (String word : new HashSet<>(text)) {
        frequencies.merge(word, 1, Integer::sum);
      }
    }
    return frequencies;
  }

  private static double[][] vectors(List<List<String>> words, List<String> vocabulary) {
    Map<String, Integer> frequencies = frequencies(words);
    Map<String, Integer> indices = new TreeMap<>();
    for (String word : vocabulary) {
      indices.put(word, indices.size());
    }
    double[][] vectors = new double[words.size()][Math.max(1, vocabulary.size())];
    for (int i = 0; i < vectors.length; i++) {
      for (String word : words.get(i)) {
        Integer index = indices.get(word);
        if (index != null) {
          // Smoothed as in scikit-learn: a word of every template still weighs 1.
          double rarity = (1.0 + words.size()) / (1 + frequencies.getOrDefault(word, 0));
          vectors[i][index] += Math.log(rarity) + 1;
        }
      }
      double length = Math.sqrt(Arrays.stream(vectors[i]).map(v -> v * v).sum());
      for (int j = 0; length > 0 && j < vectors[i].length; j++) {
        vectors[i][j] /= length;
      }
    }
    return vectors;
  }

  private static int distinct(double[][] vectors) {
    Set<List<Double>> seen = new HashSet<>();
    for (double[] vector : vectors) {
      seen.add(Arrays.stream(vector).boxed().toList());
    }
    return seen.size();
  }

  /** Smile looks for centres that differ until it has all: there must be so many points. */
  private static int[] groups(double[][] vectors, int count, long seed) {
    if (count < 2) {
      return new int[vectors.length];
    }
    MathEx.setSeed(seed);
    CentroidClustering<double[], double[]> clusters = KMeans.fit(vectors, count, STEPS_MAX);
    return clusters.group();
  }

  private static List<Theme> themes(
      List<LogTemplate> templates, List<String> vocabulary, double[][] vectors, int[] groups) {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < groups.length; i++) {
      members.computeIfAbsent(groups[i], _ -> new ArrayList<>()).add(i);
    }
    List<Theme> themes = new ArrayList<>();
    for (List<Integer> group : members.values()) {
      double[] middle = middle(vectors, group);
      List<String> ids =
          group.stream()
              .sorted(
                  Comparator.comparingDouble((Integer i) -> -product(vectors[i], middle))
                      .thenComparing(i -> templates.get(i).id()))
              .map(i -> templates.get(i).id())
              .toList();
      themes.add(new Theme(label(vocabulary, middle), ids));
    }
    themes.sort(
        Comparator.comparingInt((Theme theme) -> -theme.templates().size())
            .thenComparing(Theme::label));
    return themes;
  }

  private static double[] middle(double[][] vectors, List<Integer> group) {
    double[] middle = new double[vectors[0].length];
    for (int i : group) {
      for (int j = 0; j < middle.length; j++) {
        middle[j] += vectors[i][j] / group.size();
      }
    }
    return middle;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static String label(List<String> vocabulary, double[] middle) {
    List<String> words =
        IntStream.range(0, vocabulary.size())
            .filter(j -> middle[j] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -middle[j]))
            .limit(LABEL_WORDS)
            .map(vocabulary::get)
            .toList();
    return words.isEmpty() ? "other" : String.join(" ", words);
  }
}
