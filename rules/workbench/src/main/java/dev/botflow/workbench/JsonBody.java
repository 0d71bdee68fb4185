package dev.botflow.workbench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON in and out, within limits. */
final class JsonBody {
  static final int MAX_BYTES = 1_048_576;
  private static final int MAX_DEPTH = 40;

  private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(MAX_DEPTH)
              .maxStringLength(MAX_BYTES)
              .maxNumberLength(100)
              .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private JsonBody() {}

  /** @throws Problem if it is no object */
  static JsonNode read(byte[] body) {
    JsonNode node;
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      node = MAPPER.readTree(text);
    } catch (CharacterCodingException e) {
      throw new Problem(400, "body: expected UTF-8, but found a byte that is none");
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null
          ? ""
          : " in line " + e.getLocation().getLineNr() + ", column "
              + e.getLocation().getColumnNr();
      throw new Problem(400, "body: expected JSON, but it breaks" + where);
    }
    if (!node.isObject()) {
      throw new Problem(400, "body: expected a JSON object, but was none");
    }
    whole(node);
    return node;
  }

  /** Half a sign cannot be written into a file. */
  private static void whole(JsonNode node) {
    if (node.isTextual() && !StandardCharsets.UTF_8.newEncoder().canEncode(node.asText())) {
      throw new Problem(400, "body: expected whole signs, but found half a surrogate pair");
    }
    node.forEach(JsonBody::whole);
  }

  static byte[] write(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new AssertionError("a tree in memory cannot fail to be written", e);
    }
  }

  /** An answer of JSON. */
  static Response answer(int status, JsonNode node) {
    return Response.of(status, "application/json", write(node));
  }
}
