package io.schism.harness.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.schism.harness.report.Timeline.Lane;
import io.schism.harness.report.Timeline.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The timeline and the throughput as JSON for the page's script. Whatever could end a script element or is not ASCII
 * is written as an escape, so that the text is inert inside HTML.
 */
final class PageData {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .characterEscapes(new Markup())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final JsonGenerator json;

    private PageData(JsonGenerator json) {
        this.json = json;
    }

    /** All that the report draws, but for the packed columns of the operations. */
    static String of(Facts facts, OperationData operations) {
        return json(page -> page.write(facts, operations));
    }

    /** The timeline alone. */
    static String of(
            Timeline timeline, boolean acted, Throughput throughput, Function<Timeline.Claim, String> claimed) {
        return json(page -> {
            page.json.writeStartObject();
            page.write(timeline, acted, claimed);
            page.write(throughput);
            page.json.writeEndObject();
        });
    }

    private interface Writing {
        void on(PageData page) throws IOException;
    }

    private static String json(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.on(new PageData(json));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return text.toString();
    }

    private void write(Facts facts, OperationData operations) throws IOException {
        json.writeStartObject();
        write(facts.timeline(), facts.acted(), facts::claimed);
        write(facts.throughput());
        write(facts.latency());
        write(facts.clocks());
        write(operations);
        json.writeEndObject();
    }

    private void write(Timeline timeline, boolean acted, Function<Timeline.Claim, String> claimed) throws IOException {
        number("to", timeline.to());
        json.writeBooleanField("acted", acted);
        json.writeArrayFieldStart("lanes");
        for (Lane lane : timeline.lanes()) {
            write(lane);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("faults");
        for (FaultBand fault : timeline.faults()) {
            json.writeStartObject();
            json.writeStringField("label", fault.label());
            json.writeStringField("state", fault.state());
            number("pending", fault.pending());
            number("inForce", fault.inForce());
            number("end", fault.end());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeMarks(timeline, claimed);
    }

    private void write(ClockSkew skew) throws IOException {
        json.writeArrayFieldStart("clocks");
        for (ClockSkew.Clock clock : skew.clocks()) {
            json.writeStartObject();
            json.writeStringField("name", clock.name());
            numbers("at", clock.seconds());
            numbers("offset", clock.millis());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(Latency latency) throws IOException {
        json.writeArrayFieldStart("latency");
        for (Latency.Region region : latency.regions()) {
            json.writeStartObject();
            json.writeStringField("name", region.name());
            numbers("median", region.median());
            numbers("p90", region.p90());
            numbers("p99", region.p99());
            numbers("most", region.most());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What the packed columns need to be read. */
    private void write(OperationData operations) throws IOException {
        json.writeObjectFieldStart("operations");
        json.writeNumberField("calls", operations.calls());
        json.writeNumberField("chunk", OperationData.CHUNK);
        json.writeBooleanField("keyed", operations.keyed());
        json.writeArrayFieldStart("kinds");
        for (String kind : operations.kinds()) {
            json.writeString(Shown.name(kind));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("nodes");
        for (String node : operations.nodes()) {
            json.writeString(node);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (ClientRows.Row row : operations.rows()) {
            json.writeStartArray();
            json.writeString(Shown.name(row.region()));
            json.writeNumber(row.first());
            json.writeNumber(row.stays());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Numbers as JSON; what nobody measured is null. */
    private void numbers(String name, double[] numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (double number : numbers) {
            if (Double.isNaN(number)) {
                json.writeNull();
            } else {
                json.writeRawValue(String.format(Locale.ROOT, "%.3f", number));
            }
        }
        json.writeEndArray();
    }

    private void write(Lane lane) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", lane.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("name", lane.name());
        json.writeStringField("region", lane.region());
        spans("states", lane.states());
        spans("sessions", lane.sessions());
        json.writeEndObject();
    }

    private void spans(String name, List<Span> spans) throws IOException {
        json.writeArrayFieldStart(name);
        for (Span span : spans) {
            json.writeStartArray();
            json.writeRawValue(seconds(span.from()));
            json.writeRawValue(seconds(span.to()));
            json.writeString(span.state());
            json.writeNumber(span.epoch());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeMarks(Timeline timeline, Function<Timeline.Claim, String> claimed) throws IOException {
        json.writeArrayFieldStart("claims");
        for (Timeline.Claim claim : timeline.claims()) {
            json.writeStartObject();
            number("from", claim.from());
            number("to", claim.to());
            json.writeStringField("label", claimed.apply(claim));
            json.writeArrayFieldStart("nodes");
            for (String node : claim.nodes()) {
                json.writeString(node);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("marks");
        for (Mark mark : timeline.marks()) {
            json.writeStartObject();
            json.writeStringField("kind", mark.kind().word());
            number("time", mark.time());
            json.writeStringField("node", mark.node());
            json.writeNumberField("epoch", mark.epoch());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("phases");
        for (Timeline.Phase phase : timeline.phases()) {
            json.writeStartObject();
            number("time", phase.time());
            json.writeStringField("name", phase.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(Throughput throughput) throws IOException {
        json.writeObjectFieldStart("throughput");
        number("bucket", throughput.bucket());
        json.writeArrayFieldStart("regions");
        for (Throughput.Region region : throughput.regions()) {
            json.writeStartObject();
            json.writeStringField("name", region.name());
            counts("ok", region.ok());
            counts("fail", region.fail());
            counts("info", region.info());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void counts(String name, long[] counts) throws IOException {
        json.writeFieldName(name);
        json.writeArray(counts, 0, counts.length);
    }

    private void number(String name, long nanos) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(nanos < 0 ? "-1" : seconds(nanos));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    /** Escapes for the characters that mean something to an HTML parser. */
    private static final class Markup extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private final int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();

        Markup() {
            for (char c : new char[] {'<', '>', '&', '\'', '/'}) {
                escapes[c] = CharacterEscapes.ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int ch) {
            return null;
        }
    }
}
