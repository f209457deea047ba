package io.schism.harness.client;

import io.schism.workloads.client.Client;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests over HTTP, and what their answers mean: ok where one of {@code ok} holds, fail where one of {@code fail} does,
 * otherwise indeterminate.
 *
 * @param value where in the answer to a read the value stands; null where the whole body is the value
 * @param absent answers to a read that say that there is no such key
 * @param cas null where the service has none
 * @param node where an answer names who gave it; null where it does not
 * @param epoch where an answer tells its epoch; null where it does not
 */
record HttpForm(
        Map<String, String> headers,
        Call read,
        @Nullable JsonPath value,
        List<Match> absent,
        Call write,
        @Nullable Call cas,
        List<Match> ok,
        List<Match> fail,
        @Nullable JsonPath node,
        @Nullable JsonPath epoch)
        implements ClientForm {
    /** One request. */
    record Call(String method, Template path, @Nullable Template body) {}

    @Override
    public boolean comparesAndSets() {
        return cas != null;
    }

    @Override
    public boolean tellsEpochs() {
        return epoch != null;
    }

    @Override
    public Client open(ClientPlace place) {
        return new HttpTemplateClient(this, place);
    }
}
