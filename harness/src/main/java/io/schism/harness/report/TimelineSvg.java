package io.schism.harness.report;

import io.schism.harness.report.Timeline.Lane;
import io.schism.harness.report.Timeline.Span;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A still picture of the roles over time: for a pull request, and for a page whose scripts may not run. It carries
 * its own background and no style sheet, so that it looks the same everywhere.
 */
final class TimelineSvg {
    private static final int WIDTH = 1000;
    private static final int LEFT = 110;
    private static final int RIGHT = 985;
    private static final int TOP = 44;
    private static final int LANE = 24;
    private static final int MOST_LANES = 60;

    private static final String INK = "#1f2933";
    private static final String MUTED = "#66727f";

    private final XMLStreamWriter xml;
    private final Timeline timeline;
    private final Facts facts;
    /** The colour of two primaries: an alarm only where both acknowledged. */
    private final String two;

    private final int lanes;

    private TimelineSvg(XMLStreamWriter xml, Facts facts) {
        this.xml = xml;
        this.timeline = facts.timeline();
        this.facts = facts;
        this.two = facts.acted() ? "#c81e1e" : "#854d0e";
        this.lanes = Math.min(facts.timeline().lanes().size(), MOST_LANES);
    }

    static String of(Facts facts) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new TimelineSvg(xml, facts).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write to memory", e);
        }
        return text.toString();
    }

    private void write() throws XMLStreamException {
        int height = TOP + lanes * LANE + 34;
        xml.writeStartElement("svg");
        xml.writeAttribute("xmlns", "http://www.w3.org/2000/svg");
        xml.writeAttribute("viewBox", "0 0 " + WIDTH + " " + height);
        xml.writeAttribute("width", "100%");
        xml.writeAttribute("role", "img");
        xml.writeAttribute("aria-label", "Roles of the nodes over time");
        xml.writeAttribute("font-family", "system-ui, sans-serif");
        xml.writeAttribute("font-size", "12");
        hatch();
        rect(0, 0, WIDTH, height, "#ffffff", "none");
        int bottom = TOP + lanes * LANE;
        for (FaultBand fault : timeline.faults()) {
            if (fault.inForce() >= 0) {
                rect(
                        x(fault.inForce()),
                        TOP - 6,
                        x(fault.end()) - x(fault.inForce()),
                        bottom - TOP + 10,
                        "#eceff3",
                        "none");
                text(x(fault.inForce()) + 3, 14, fault.label(), MUTED, "start");
            }
        }
        axis(bottom);
        for (int i = 0; i < lanes; i++) {
            lane(timeline.lanes().get(i), TOP + i * LANE);
        }
        for (Mark mark : timeline.marks()) {
            mark(mark);
        }
        for (Timeline.Claim claim : timeline.claims()) {
            double width = x(claim.to()) - x(claim.from());
            rect(x(claim.from()), TOP - 6, width, bottom - TOP + 10, "none", two);
            text(x(claim.from()) + width / 2, 30, facts.claimed(claim), two, "middle");
        }
        xml.writeEndElement();
    }

    private void hatch() throws XMLStreamException {
        xml.writeStartElement("defs");
        xml.writeStartElement("pattern");
        xml.writeAttribute("id", "hatch");
        xml.writeAttribute("width", "8");
        xml.writeAttribute("height", "8");
        xml.writeAttribute("patternUnits", "userSpaceOnUse");
        xml.writeAttribute("patternTransform", "rotate(45)");
        rect(0, 0, 8, 8, two, "none");
        rect(0, 0, 3, 8, "#f7d9c8", "none");
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void axis(int bottom) throws XMLStreamException {
        double seconds = Math.max(timeline.to() / 1e9, 0.001);
        double step = Math.pow(10, Math.floor(Math.log10(seconds / 6)));
        while (seconds / step > 12) {
            step *= seconds / step > 24 ? 5 : 2;
        }
        for (double t = 0; t <= seconds; t += step) {
            double x = x((long) (t * 1e9));
            rect(x, TOP - 6, 0.5, bottom - TOP + 12, "#c5ccd3", "none");
            text(x, bottom + 20, String.format(Locale.ROOT, step < 1 ? "%.2f s" : "%.0f s", t), MUTED, "middle");
        }
    }

    private void lane(Lane lane, int y) throws XMLStreamException {
        text(
                LEFT - 8,
                y + 13,
                lane.name().length() > 14 ? lane.name().substring(0, 13) + "…" : lane.name(),
                INK,
                "end");
        for (Span span : lane.states()) {
            double from = x(span.from());
            double width = Math.max(x(span.to()) - from, 1);
            switch (span.state()) {
                case "primary" -> {
                    rect(from, y, width, 17, "#2456b8", "none");
                    overlaps(lane, span, y);
                    if (width > 70) {
                        rect(from + 4, y + 2, 52, 13, overlapsAt(span) ? two : "#2456b8", "none");
                        text(from + 8, y + 12.5, "epoch " + span.epoch(), "#ffffff", "start");
                    }
                }
                case "leader" -> rect(from, y + 3, width, 11, "#4a5663", "none");
                case "replica", "follower" -> rect(from, y + 6, width, 5, "#a9bdd8", "none");
                case "looking", "starting" -> rect(from, y + 4, width, 9, "#f3d9a0", "#9a6a00");
                default -> rect(from, y + 4, width, 9, "none", MUTED);
            }
        }
    }

    /** The shapes of the page's own drawing. */
    private void mark(Mark mark) throws XMLStreamException {
        for (int i = 0; i < lanes; i++) {
            if (timeline.lanes().get(i).name().equals(mark.node())) {
                double y = TOP + i * LANE;
                String shape =
                        switch (mark.kind()) {
                            case PROMOTION -> at(mark, y - 7) + "h5l-5 8l-5 -8z";
                            case ELECTION -> at(mark, y + 2.5) + "l6 6l-6 6l-6 -6z";
                            case EXPIRY -> at(mark, y + 19) + "m-4 -3l8 6m0 -6l-8 6";
                        };
                xml.writeEmptyElement("path");
                xml.writeAttribute("d", shape);
                boolean expiry = mark.kind() == Mark.Kind.EXPIRY;
                xml.writeAttribute("fill", expiry ? "none" : INK);
                xml.writeAttribute("stroke", expiry ? "#c81e1e" : "#ffffff");
                xml.writeAttribute("stroke-width", expiry ? "2" : "0.5");
            }
        }
    }

    private String at(Mark mark, double y) {
        return "M" + number(x(mark.time())) + " " + number(y);
    }

    private void overlaps(Lane lane, Span span, int y) throws XMLStreamException {
        for (Timeline.Claim claim : timeline.claims()) {
            long from = Math.max(claim.from(), span.from());
            long to = Math.min(claim.to(), span.to());
            if (claim.nodes().contains(lane.name()) && to > from) {
                rect(x(from), y, x(to) - x(from), 17, "url(#hatch)", two);
            }
        }
    }

    private boolean overlapsAt(Span span) {
        return timeline.claims().stream().anyMatch(c -> c.from() <= span.from() && c.to() > span.from());
    }

    private double x(long time) {
        return LEFT + (RIGHT - LEFT) * (double) time / Math.max(timeline.to(), 1);
    }

    private void rect(double x, double y, double width, double height, String fill, String stroke)
            throws XMLStreamException {
        xml.writeEmptyElement("rect");
        xml.writeAttribute("x", number(x));
        xml.writeAttribute("y", number(y));
        xml.writeAttribute("width", number(Math.max(width, 0)));
        xml.writeAttribute("height", number(height));
        xml.writeAttribute("fill", fill);
        if (!stroke.equals("none")) {
            xml.writeAttribute("stroke", stroke);
        }
    }

    private void text(double x, double y, String text, String fill, String anchor) throws XMLStreamException {
        xml.writeStartElement("text");
        xml.writeAttribute("x", number(x));
        xml.writeAttribute("y", number(y));
        xml.writeAttribute("fill", fill);
        xml.writeAttribute("text-anchor", anchor);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
