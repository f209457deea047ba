package io.schism.harness.client;

import io.schism.harness.client.RedisKind.RedisForm;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Speaks the protocol of Redis. An error that the server answers is fail, and so is nil or 0 to a write or cas. */
final class RedisClient implements Client {
    private final RedisForm form;
    private final ClientPlace place;
    private final PooledLinks<RedisLink> links = new PooledLinks<>();

    RedisClient(RedisForm form, ClientPlace place) {
        this.form = form;
        this.place = place;
    }

    @Override
    public Outcome perform(String op, Request request) {
        List<Template> command = request instanceof Request.Read
                ? form.read()
                : request instanceof Request.Write ? form.write() : form.cas();
        if (command.isEmpty()) {
            return new Outcome.Fail("the client has no `cas`");
        }
        String node = place.asked().next();
        RedisLink link;
        try {
            link = links.take(node, this::connect);
        } catch (ConnectException e) {
            boolean refused =
                    String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("refused");
            return refused
                    ? new Outcome.Fail("refused")
                    : new Outcome.Indeterminate("no connection: " + e.getMessage());
        } catch (IOException e) {
            return new Outcome.Indeterminate("no connection: " + e.getMessage());
        }
        try {
            String reply = link.call(
                    command.stream().map(word -> word.fill(op, request, "")).toList());
            links.keep(node, link);
            return judge(node, request, reply);
        } catch (RedisLink.Refusal e) {
            links.keep(node, link);
            return new Outcome.Fail(String.valueOf(e.getMessage()));
        } catch (SocketTimeoutException e) {
            links.discard(link);
            return new Outcome.Indeterminate("timeout");
        } catch (IOException e) {
            links.discard(link);
            return new Outcome.Indeterminate("no-answer " + e.getMessage());
        }
    }

    private static Outcome judge(String node, Request request, @Nullable String reply) {
        if (!(request instanceof Request.Read)) {
            return reply == null || reply.equals("0") ? new Outcome.Fail("not done: " + reply) : ok(null, node);
        }
        if (reply == null) {
            return ok(null, node);
        }
        try {
            return ok(Long.valueOf(reply), node);
        } catch (NumberFormatException e) {
            return new Outcome.Indeterminate("no number in the answer: " + reply);
        }
    }

    private static Outcome ok(@Nullable Long value, String node) {
        return new Outcome.Ok(value, node, Outcome.Ok.UNTOLD, Outcome.Ok.UNTOLD);
    }

    private RedisLink connect(String node) throws IOException {
        RedisLink link = new RedisLink(
                place.address(node),
                place.timeouts().connect(),
                place.timeouts().response());
        if (form.password() != null) {
            try {
                link.call(List.of("AUTH", form.password()));
            } catch (RedisLink.Refusal e) {
                link.close();
                throw new IOException("the password is refused: " + e.getMessage(), e);
            }
        }
        return link;
    }

    @Override
    public Duration patience() {
        return place.patience();
    }

    @Override
    public void close() {
        links.close();
        place.close();
    }
}
