package io.schism.harness.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one style sheet and the one script of a page, put together from resources, and the policy that lets a browser run
 * these and nothing else.
 */
public record Assets(String style, String script) {
    private static final String UPLOT = "META-INF/resources/webjars/uplot/";

    /** The scripts of every page that draws the cluster over time, in the order in which they stand on one another. */
    private static final List<String> DRAWING = List.of("view.js", "brush.js", "states.js", "lanes.js", "gestures.js");

    /** Of the report. */
    static Assets ofReport() {
        return of(List.of("plots.js", "calls.js", "rows.js", "operations.js", "inspector.js", "desk.js", "report.js"));
    }

    /** Of two runs beside one another. */
    static Assets ofComparison() {
        return of(List.of("compare.js"));
    }

    /** Of the page that follows a run; a page without a drawing of its own takes the style alone. */
    public static Assets ofLivePage() {
        return of(List.of("plots.js", "live.js"));
    }

    /** Of a page without a script. */
    public static Assets ofPlainPage() {
        return new Assets(own("report.css"), "");
    }

    private static Assets of(List<String> own) {
        String dist = UPLOT + uplotVersion() + "/dist/";
        String scripts =
                Stream.concat(DRAWING.stream(), own.stream()).map(Assets::own).collect(Collectors.joining("\n"));
        return new Assets(
                read(dist + "uPlot.min.css") + "\n" + own("report.css"),
                read(dist + "uPlot.iife.min.js") + "\n'use strict';\n" + scripts);
    }

    /** The content security policy: no source at all but these two texts, by their hash. */
    public String policy() {
        return "default-src 'none'; script-src '" + hash(script) + "'; style-src '" + hash(style)
                + "'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String own(String name) {
        return read("io/schism/harness/report/" + name);
    }

    /** The WebJar says its version itself, so that the POM names it once. */
    private static String uplotVersion() {
        Properties properties = new Properties();
        try (InputStream in = open("META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the version of uPlot", e);
        }
        return properties.getProperty("version", "");
    }

    private static String read(String resource) {
        try (InputStream in = open(resource)) {
            // The hash is taken of what the parser sees, and a parser turns CRLF into LF.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("missing from the class path: " + resource);
        }
        return in;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
