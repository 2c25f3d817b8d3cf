package io.plumbline.gateway.exporter.elasticsearch.bulk;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What Elasticsearch answered to a bulk request: a status for each document, in their order, and
 * for those refused an error. Only the members asked for by {@link #FILTER} are read; others are
 * passed over. Not thread-safe; reused.
 */
final class BulkResponse {
  /** Keeps the answer to a few bytes for each document. */
  static final String FILTER =
      "filter_path=errors,items.*.status,items.*.failure_store,items.*.error.type,"
          + "items.*.error.reason,items.*.error.caused_by.reason";

  private static final int CREATED = 201;
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private int[] statuses = new int[1024];
  private @Nullable String[] types = new String[1024];
  private @Nullable String[] reasons = new String[1024];
  private boolean[] failureStore = new boolean[1024];
  private int count;

  /** The answer was not one to this request. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  int status(int document) {
    return statuses[document];
  }

  /** Such as {@code mapper_parsing_exception}; "" when there was no error. */
  String errorType(int document) {
    String type = types[document];
    return type == null ? "" : type;
  }

  String errorReason(int document) {
    String reason = reasons[document];
    return reason == null ? "" : reason;
  }

  /** Whether the document was refused by its index and kept in the stream's failure store. */
  boolean inFailureStore(int document) {
    return failureStore[document];
  }

  /** Reads the answer to a request of so many documents. */
  void read(byte[] body, int documents) throws UnreadableException {
    reset(documents);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      readObject(parser, documents);
    } catch (JacksonException e) {
      throw new UnreadableException("not JSON: " + e.getOriginalMessage());
    }
  }

  private void reset(int documents) {
    if (statuses.length < documents) {
      int capacity = Math.max(documents, statuses.length * 2);
      statuses = new int[capacity];
      types = new String[capacity];
      reasons = new String[capacity];
      failureStore = new boolean[capacity];
    }
    Arrays.fill(types, 0, documents, null);
    Arrays.fill(reasons, 0, documents, null);
    Arrays.fill(failureStore, 0, documents, false);
    count = 0;
  }

  private void readObject(JsonParser parser, int documents) throws UnreadableException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new UnreadableException("not a JSON object");
    }
    Boolean errors = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("errors")) {
        errors = value == JsonToken.VALUE_TRUE;
      } else if (name.equals("items") && value == JsonToken.START_ARRAY) {
        readItems(parser, documents);
      } else {
        parser.skipChildren();
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT || errors == null) {
      throw new UnreadableException("the member \"errors\" is missing");
    }
    if (!errors && count == 0) {
      Arrays.fill(statuses, 0, documents, CREATED);
    } else if (count != documents) {
      throw new UnreadableException("an answer for " + count + " documents, expected " + documents);
    }
  }

  private void readItems(JsonParser parser, int documents) throws UnreadableException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT || count == documents) {
        throw new UnreadableException("the member \"items\" is not a list of " + documents);
      }
      // {"create": {"status": 201}}
      statuses[count] = 0;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          readItem(parser);
        } else {
          parser.skipChildren();
        }
      }
      if (statuses[count] == 0) {
        throw new UnreadableException("an item without a status");
      }
      count++;
    }
  }

  private void readItem(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("status") && value == JsonToken.VALUE_NUMBER_INT) {
        statuses[count] = parser.getIntValue();
      } else if (name.equals("failure_store") && value == JsonToken.VALUE_STRING) {
        failureStore[count] = parser.getString().equals("used");
      } else if (name.equals("error")) {
        readError(parser, value);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readError(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      reasons[count] = parser.getString();
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken member = parser.nextToken();
      if (name.equals("type") && member == JsonToken.VALUE_STRING) {
        types[count] = parser.getString();
      } else if (name.equals("reason") && member == JsonToken.VALUE_STRING) {
        addReason(parser.getString());
      } else if (name.equals("caused_by") && member == JsonToken.START_OBJECT) {
        readCause(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readCause(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isReason = parser.currentName().equals("reason");
      if (parser.nextToken() == JsonToken.VALUE_STRING && isReason) {
        addReason(parser.getString());
      } else {
        parser.skipChildren();
      }
    }
  }

  private void addReason(String reason) {
    String before = reasons[count];
    reasons[count] = before == null ? reason : before + ": " + reason;
  }
}
