package io.schism.workloads.coordination;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls from one member to another: JSON over HTTP, never tried again by themselves. Thread-safe. */
public final class JsonCalls {
    private static final int OK = 200;

    private final HttpClient client;

    /** Calls that give up on a connection after that long. */
    public JsonCalls(Duration connectTimeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
    }

    /** Asks for a document. */
    public <T> T get(InetSocketAddress to, String path, Class<T> type, Duration timeout) throws CallFailure {
        return call(HttpRequest.newBuilder(uri(to, path)).GET().build(), type, timeout);
    }

    /** Sends a document and takes the answer, which must be of status 200. */
    public <T> T post(InetSocketAddress to, String path, Object body, Class<T> type, Duration timeout)
            throws CallFailure {
        byte[] bytes;
        try {
            bytes = Json.MAPPER.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new CallFailure("cannot write the request", e);
        }
        HttpRequest request = HttpRequest.newBuilder(uri(to, path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        return call(request, type, timeout);
    }

    /** The time-out covers the whole answer: the client's own ends with the headers, and a cut may fall after them. */
    private <T> T call(HttpRequest request, Class<T> type, Duration timeout) throws CallFailure {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != OK) {
                throw new CallFailure(request.uri() + " answered " + response.statusCode());
            }
            return Json.MAPPER.readValue(response.body(), type);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new CallFailure(request.uri() + " did not answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CallFailure("interrupted", e);
        } catch (ExecutionException e) {
            throw new CallFailure(request.uri() + ": " + e.getCause(), e);
        } catch (CallFailure e) {
            throw e;
        } catch (IOException e) {
            throw new CallFailure(request.uri() + " answered something else", e);
        }
    }

    private static URI uri(InetSocketAddress to, String path) {
        return URI.create("http://" + to.getHostString() + ":" + to.getPort() + path);
    }
}
