package io.schism.workloads.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.schism.histories.error.UserError;
import io.schism.workloads.coordination.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a node must not forget beside its log: the highest epoch it has seen, so that a fence holds across restarts,
 * whether it stays out, and how many stale requests it refused. Every change is durable when its method returns.
 */
final class Epochs {
    private static final String NAME = "epochs.json";

    private record Kept(
            @JsonProperty(required = true) long seen,
            @Nullable String primary,
            @JsonProperty(required = true) boolean out,
            @JsonProperty(required = true) long refusals) {}

    private final Storage storage;
    private Kept kept;

    Epochs(Storage storage) throws IOException {
        this.storage = storage;
        byte[] bytes = storage.read(NAME).orElse(null);
        if (bytes == null) {
            kept = new Kept(0, null, false, 0);
            return;
        }
        try {
            kept = Json.MAPPER.readValue(bytes, Kept.class);
        } catch (JsonProcessingException e) {
            throw UserError.environment(
                    "the file \"" + NAME + "\" is damaged: " + e.getOriginalMessage(),
                    "keep a copy of the node's data, empty it, and let the node fetch everything from the primary");
        }
    }

    /** The highest epoch that this node has ever heard of. */
    long seen() {
        return kept.seen();
    }

    /** The primary of the epoch seen; null while nobody is known to be. */
    @Nullable
    String primary() {
        return kept.primary();
    }

    boolean out() {
        return kept.out();
    }

    long refusals() {
        return kept.refusals();
    }

    void see(long epoch, @Nullable String primary) {
        keep(new Kept(epoch, primary, kept.out(), kept.refusals()));
    }

    void stayOut() {
        keep(new Kept(kept.seen(), kept.primary(), true, kept.refusals()));
    }

    void refused() {
        keep(new Kept(kept.seen(), kept.primary(), kept.out(), kept.refusals() + 1));
    }

    private void keep(Kept now) {
        try {
            storage.replace(NAME, Json.MAPPER.writeValueAsBytes(now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kept = now;
    }
}
