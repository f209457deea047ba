package io.schism.harness.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One answer, with the headers that keep a browser from doing more with it than show it. */
final class Answer {
    /** Nothing may be loaded or run. */
    static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final HttpExchange exchange;

    Answer(HttpExchange exchange) {
        this.exchange = exchange;
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", NOTHING);
    }

    Answer with(String header, String value) {
        exchange.getResponseHeaders().set(header, value);
        return this;
    }

    Answer policy(String policy) {
        return with("Content-Security-Policy", policy);
    }

    void html(int status, String page) throws IOException {
        text(status, "text/html; charset=utf-8", page);
    }

    void plain(int status, String text) throws IOException {
        text(status, "text/plain; charset=utf-8", text + "\n");
    }

    private void text(int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        with("Content-Type", type);
        if (isHead()) {
            with("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What writes the body of an answer whose length is not known before. */
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param length in bytes; 0 where it is not known */
    void stream(String type, long length, Body body) throws IOException {
        with("Content-Type", type);
        if (isHead()) {
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, length);
        body.writeTo(exchange.getResponseBody());
    }

    private boolean isHead() {
        return exchange.getRequestMethod().equals("HEAD");
    }
}
