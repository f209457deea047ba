package io.schism.histories.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.schism.histories.edn.EdnReader;
import io.schism.histories.edn.Keyword;
import io.schism.histories.edn.SharedValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** JSON lines: one object a line, with an operation's keys as they are; values as {@link JsonValues} writes them. */
final class JsonForm implements HistoryReader.Form {
    /** Jackson's word for where it began, which counts the lines of its own buffer. */
    private static final Pattern START = Pattern.compile(" \\(start marker at \\[.*?]\\)");

    private final Draft draft = new Draft();
    private final SharedValues shared = new SharedValues();
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(EdnReader.DEEPEST)
                    .build())
            .build();

    @Override
    public void read(InputStream stream, Operations operations) {
        ByteLines lines = new ByteLines(stream);
        while (lines.next()) {
            if (!lines.isBlank()) {
                line(lines, operations);
            }
        }
    }

    private void line(ByteLines lines, Operations operations) {
        try (JsonParser parser = json.createParser(lines.bytes(), lines.from(), lines.to() - lines.from())) {
            operation(parser, lines.number(), operations);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            int column = at == null ? 1 : Math.max(1, at.getColumnNr());
            String problem = START.matcher(e.getOriginalMessage()).replaceAll("");
            throw new BrokenLine(lines.number(), column, "not JSON: " + problem, !lines.isTerminated());
        } catch (BrokenLine e) {
            throw e.asLast(!lines.isTerminated());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void operation(JsonParser parser, int line, Operations operations) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "an operation's object was expected");
        }
        draft.begin(line, 1, operations.position());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            int column = parser.currentTokenLocation().getColumnNr();
            draft.put(name(key, parser), JsonValues.read(parser, shared), line, column);
        }
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "one operation a line was expected");
        }
        operations.add(draft);
    }

    private static String name(String key, JsonParser parser) throws IOException {
        try {
            return Keyword.of(key).name();
        } catch (IllegalArgumentException e) {
            throw new JsonParseException(parser, String.valueOf(e.getMessage()), e);
        }
    }
}
