package io.plumbline.engine.attribute;

import com.google.re2j.Pattern;
import java.util.List;

/** A list of texts or of patterns, one of which must match. */
public sealed interface TextMatch {

  boolean matches(String text);

  /** {@code match_type: strict}. */
  record Strict(List<String> texts) implements TextMatch {
    public Strict {
      texts = List.copyOf(texts);
    }

    @Override
    public boolean matches(String text) {
      return texts.contains(text);
    }
  }

  /** {@code match_type: regexp}: patterns of RE2, found anywhere in the text. */
  record Regexp(List<Pattern> patterns) implements TextMatch {
    public Regexp {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean matches(String text) {
      for (Pattern pattern : patterns) {
        if (pattern.matcher(text).find()) {
          return true;
        }
      }
      return false;
    }
  }
}
