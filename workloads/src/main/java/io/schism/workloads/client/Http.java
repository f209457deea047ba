package io.schism.workloads.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP with everything off that would hide what happened: retries, redirects, cookies, compression. A pooled connection
 * is looked at before each use, so that one closed meanwhile is replaced *before* a byte of the request is sent; one that
 * breaks later is an exception like any other.
 */
public final class Http implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ANSWER = 1 << 16;
    /** More than there are workers: nobody waits for a connection of the pool. */
    private static final int CONNECTIONS = 1 << 14;

    private final CloseableHttpClient client;

    /**
     * An answer that came whole.
     *
     * @param body missing where it is not JSON
     * @param text the same, as it came
     */
    public record Answer(int status, JsonNode body, String text) {
        static Answer of(ClassicHttpResponse response) throws IOException {
            HttpEntity entity = response.getEntity();
            try {
                String text =
                        entity == null ? "" : EntityUtils.toString(entity, StandardCharsets.UTF_8, LONGEST_ANSWER);
                return new Answer(response.getCode(), parse(text), text);
            } catch (HttpException e) {
                throw new IOException(e);
            }
        }

        private static JsonNode parse(String text) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }
    }

    /**
     * Gives up on a connection, and on the next byte of an answer, after that long.
     */
    public Http(Duration connect, Duration response) {
        Timeout silence = Timeout.of(response);
        client = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(silence)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setMaxConnTotal(CONNECTIONS)
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setTcpNoDelay(true)
                                .setSoTimeout(silence)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connect))
                                .setSocketTimeout(silence)
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .build())
                        .build())
                .build();
    }

    /** Sends once. The address is used as it is; nothing is looked up where it is resolved. */
    public Answer send(InetSocketAddress address, ClassicHttpRequest request) throws IOException {
        HttpHost host = address.isUnresolved()
                ? new HttpHost("http", address.getHostString(), address.getPort())
                : new HttpHost("http", address.getAddress(), address.getPort());
        return client.execute(host, request, Answer::of);
    }

    /** What a request without an answer means: certainly not done where its connection was refused, unknown otherwise. */
    public static Outcome unanswered(IOException e) {
        if (e instanceof HttpHostConnectException) {
            return new Outcome.Fail("refused");
        }
        if (e instanceof ConnectTimeoutException) {
            return new Outcome.Indeterminate("connect-timeout");
        }
        if (e instanceof SocketTimeoutException) {
            return new Outcome.Indeterminate("timeout");
        }
        return new Outcome.Indeterminate("no-answer " + e.getClass().getSimpleName());
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
