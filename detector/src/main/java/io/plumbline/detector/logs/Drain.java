package io.plumbline.detector.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mines templates from log lines as they come. For one thread.
 *
 * <p>The tree and the similarity are those of Drain (He, Zhu, Zheng, Lyu, "Drain: An Online Log
 * Parsing Approach with Fixed Depth Tree", ICWS 2017). Three things differ. (1) Masking is strong
 * and the same for all systems ({@link LineScanner}), so most lines meet their template token by
 * token, and a small cache answers for them. (2) Similar is not enough: plain words that differ
 * keep templates apart, since {@code VM Paused} is not {@code VM Resumed}; only names may differ.
 * (3) A place in which several otherwise equal templates have different words holds a value after
 * all; they are joined, and the ids of those that go lead to the one that stays.
 */
public final class Drain {
  private static final int CACHE_SLOTS = 1 << 12;

  /** Forgetting in portions of this share of the limit keeps it cheap. */
  private static final int FORGOTTEN_SHARE = 16;

  private final Config config;
  private final LineScanner scanner;
  private final TemplateTree tree;
  private final Map<String, Template> templates = new HashMap<>();
  private final Map<String, String> joined = new LinkedHashMap<>();
  private final long[] cacheKeys = new long[CACHE_SLOTS];
  private final @Nullable Template[] cache = new Template[CACHE_SLOTS];
  private long lines;

  /**
   * How lines are compared and how much is kept.
   *
   * @param similarity the least share of equal words, 0 to 1
   * @param childrenMax children of a node of the tree
   * @param wordsMax so many different words in one place make it a value
   * @param templatesMax beyond these, the least recently seen are forgotten
   * @param lineCharsMax characters of a line that count
   */
  public record Config(
      double similarity, int childrenMax, int wordsMax, int templatesMax, int lineCharsMax) {
    /** Similarity, depth and children as in the paper's implementation; the rest as measured. */
    public static final Config DEFAULT = new Config(0.4, 100, 6, 10_000, 4096);

    public Config {
      require(similarity > 0 && similarity <= 1, "similarity must be in (0, 1]", similarity);
      require(childrenMax >= 2, "childrenMax must be at least 2", childrenMax);
      require(wordsMax >= 2, "wordsMax must be at least 2", wordsMax);
      require(templatesMax >= 1, "templatesMax must be at least 1", templatesMax);
      require(lineCharsMax >= 1, "lineCharsMax must be at least 1", lineCharsMax);
    }

    private static void require(boolean holds, String expectation, Number value) {
      if (!holds) {
        throw new IllegalArgumentException(expectation + ": " + value);
      }
    }
  }

  public Drain(Config config) {
    this.config = config;
    this.scanner = new LineScanner(config.lineCharsMax());
    this.tree = new TemplateTree(config.similarity(), config.childrenMax());
  }

  /**
   * Counts a line under its template.
   *
   * @param line any text
   * @param seen when it was written
   * @return the template's id; see {@link #resolve}
   */
  public String add(String line, Instant seen) {
    return add(line, seen, false);
  }

  /** The same for a line that was counted before. */
  String recall(String line, Instant seen) {
    return add(line, seen, true);
  }

  private String add(String line, Instant seen, boolean again) {
    TokenBuffer tokens = scanner.scan(line);
    long hash = tokens.lineHash();
    int slot = (int) hash & CACHE_SLOTS - 1;
    Template template = cache[slot];
    if (template == null || cacheKeys[slot] != hash || !template.isLive()) {
      template = findOrCreate(tokens, hash, seen);
      cacheKeys[slot] = hash;
      cache[slot] = template;
    }
    lines++;
    template.count(line, seen, lines, again);
    return template.id();
  }

  /** The id of the template that an id now stands for: itself unless templates were joined. */
  public String resolve(String id) {
    String found = id;
    String next = joined.get(found);
    while (next != null) {
      found = next;
      next = joined.get(found);
    }
    return found;
  }

  /** The template of an id, also of one that was joined; null when it was forgotten. */
  public @Nullable LogTemplate template(String id) {
    Template template = templates.get(resolve(id));
    return template == null ? null : template.toLogTemplate();
  }

  /** All templates, the least recently seen first. */
  public List<LogTemplate> templates() {
    return byUse().stream().map(Template::toLogTemplate).toList();
  }

  /** What there is to store. */
  public DrainState state() {
    Map<String, String> living = new HashMap<>();
    for (String id : joined.keySet()) {
      String target = resolve(id);
      if (templates.containsKey(target)) {
        living.put(id, target);
      }
    }
    return new DrainState(DrainState.VERSION, templates(), living);
  }

  /**
   * Adds what was stored, now or by another, to what is known.
   *
   * @throws IllegalArgumentException when a template does not fit its tokens or the one known under
   *     its id; those before it were added
   */
  public void merge(DrainState stored) {
    for (LogTemplate template : stored.templates()) {
      merge(Template.of(template));
    }
    stored
        .joined()
        .forEach((id, target) -> {
          if (!templates.containsKey(id) && templates.containsKey(resolve(target))) {
            join(id, resolve(target));
          }
        });
  }

  private void merge(Template stored) {
    Template known = templates.get(resolve(stored.id()));
    if (known == null) {
      Template similar = tree.find(stored);
      known = similar != null && similar.similarity(stored, true) == 1 ? similar : null;
    }
    if (known == null) {
      lines++;
      stored.touch(lines);
      create(stored);
      return;
    }
    if (known.length() != stored.length()) {
      throw new IllegalArgumentException(
          "Template " + stored.id() + " is stored with other tokens: " + stored);
    }
    known.absorb(stored);
    generalise(known, stored);
    if (!known.id().equals(stored.id())) {
      join(stored.id(), known.id());
    }
  }

  private Template findOrCreate(TokenBuffer tokens, long hash, Instant seen) {
    Template candidate = Template.of(HexFormat.of().toHexDigits(hash), tokens, seen);
    Template found = tree.find(candidate);
    if (found != null) {
      generalise(found, candidate);
      return found;
    }
    Template same = templates.get(resolve(candidate.id()));
    if (same != null) {
      return same;
    }
    candidate.touch(lines);
    return create(candidate);
  }

  /** Adds a template, then joins it with those from which one word divides it, if they are many. */
  private Template create(Template template) {
    joined.remove(template.id());
    if (templates.size() >= config.templatesMax()) {
      forget();
    }
    templates.put(template.id(), template);
    TemplateTree.Family family = tree.family(template);
    if (family.members().size() + 1 < config.wordsMax()) {
      tree.insert(template);
      return template;
    }
    Template oldest = family.members().getFirst();
    for (Template member : family.members()) {
      tree.remove(member);
      oldest = member.isOlderThan(oldest) ? member : oldest;
    }
    for (Template member : family.members()) {
      if (member != oldest) {
        replace(member, oldest);
      }
    }
    replace(template, oldest);
    oldest.generalise(family.index());
    tree.insert(oldest);
    return oldest;
  }

  private void generalise(Template known, Template other) {
    tree.remove(known);
    known.generalise(other);
    tree.insert(known);
  }

  private void replace(Template gone, Template by) {
    by.absorb(gone);
    gone.retire();
    templates.remove(gone.id());
    join(gone.id(), by.id());
  }

  private void join(String id, String target) {
    joined.put(id, target);
    if (joined.size() > config.templatesMax()) {
      joined.remove(joined.keySet().iterator().next());
    }
  }

  private void forget() {
    int count = Math.max(1, config.templatesMax() / FORGOTTEN_SHARE);
    for (Template template : byUse().subList(0, count)) {
      template.retire();
      tree.remove(template);
      templates.remove(template.id());
    }
  }

  private List<Template> byUse() {
    List<Template> sorted = new ArrayList<>(templates.values());
    sorted.sort(Comparator.comparingLong(Template::touched).thenComparing(Template::id));
    return sorted;
  }
}
