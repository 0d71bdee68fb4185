package dev.botflow.sinch.webhook;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parser that refuses a key that stands twice in one object, also in what is stepped over: two readers of such a body
 * may see different things. Jackson's own check makes a set for each object, a third of all the garbage of reading an
 * event; here the names of all open objects lie in one array.
 */
class UniqueNames extends JsonParserDelegate {
  /** Names of one object that are compared one by one; more of them go into a set, or many keys would cost hours. */
  private static final int FEW = 16;

  private String[] names = new String[24];
  private int end;

  /** Where the names of each open object begin; an array has none. */
  private int[] starts = new int[8];

  private int depth;
  private @Nullable Set<String> @Nullable [] many;

  UniqueNames(JsonParser parser) {
    super(parser);
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = delegate.nextToken();
    if (token == JsonToken.FIELD_NAME) {
      add(delegate.currentName());
    } else if (token == JsonToken.START_OBJECT) {
      openObject();
    } else if (token == JsonToken.END_OBJECT) {
      closeObject();
    }
    return token;
  }

  @Override
  public JsonParser skipChildren() throws IOException {
    JsonToken token = currentToken();
    if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
      return this;
    }
    for (int open = 1; open > 0; ) {
      token = nextToken();
      if (token == null) {
        return this;
      }
      open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
    return this;
  }

  private void openObject() {
    if (depth == starts.length) {
      starts = Arrays.copyOf(starts, depth * 2);
    }
    starts[depth] = end;
    depth++;
  }

  private void closeObject() {
    depth--;
    end = starts[depth];
    if (many != null && depth < many.length) {
      many[depth] = null;
    }
  }

  private void add(String name) throws IOException {
    int start = starts[depth - 1];
    if (end - start < FEW) {
      for (int i = start; i < end; i++) {
        if (same(names[i], name)) {
          throw twice();
        }
      }
      if (end == names.length) {
        names = Arrays.copyOf(names, end * 2);
      }
      names[end] = name;
      end++;
    } else if (!rest(depth - 1, start).add(name)) {
      throw twice();
    }
  }

  /** One comparison: what a test counts. */
  boolean same(String first, String second) {
    return first.equals(second);
  }

  /** The set of a large object's names, made of its first ones. */
  private Set<String> rest(int level, int start) {
    @Nullable Set<String>[] sets = many;
    if (sets == null || sets.length <= level) {
      sets = sets == null ? newSets(level + 8) : Arrays.copyOf(sets, level + 8);
      many = sets;
    }
    Set<String> set = sets[level];
    if (set == null) {
      set = new HashSet<>(Arrays.asList(names).subList(start, end));
      sets[level] = set;
    }
    return set;
  }

  @SuppressWarnings({"unchecked", "rawtypes"
  }) // An array of a generic type cannot be made otherwise.
  private static @Nullable Set<String>[] newSets(int length) {
    return new Set[length];
  }

  private JsonParseException twice() {
    return new JsonParseException(delegate, "a key stands twice");
  }
}
