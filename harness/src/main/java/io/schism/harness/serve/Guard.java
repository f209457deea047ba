package io.schism.harness.serve;

import com.sun.net.httpserver.HttpExchange;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask. A page elsewhere can have a name of its own point to this machine (DNS rebinding) and would then read the
 * answers; what it cannot do is send another {@code Host}. So only addresses, {@code localhost} and the name that was bound
 * are answered.
 */
final class Guard {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private final Set<String> names;

    /** @param bound the name or address that the server was told to listen on */
    Guard(String bound) {
        this.names = Set.of(
                "localhost", bound.toLowerCase(Locale.ROOT).equals("localhost") ? "" : bound.toLowerCase(Locale.ROOT));
    }

    boolean admits(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        return !name.isEmpty() && (names.contains(name) || ADDRESS.matcher(name).matches());
    }
}
