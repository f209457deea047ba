package io.schism.harness.serve;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path and the query of a request, decoded once and after they were taken apart: an encoded slash never makes a new
 * part.
 */
record Address(List<String> path, List<Parameter> query) {
    private static final int LONGEST = 2_000;

    /** One {@code name=value}. */
    record Parameter(String name, String value) {}

    /** Empty where a part is not well encoded, is {@code ..}, or would be taken apart again by the file system. */
    static Optional<Address> of(URI uri) {
        List<String> path = new ArrayList<>();
        List<Parameter> query = new ArrayList<>();
        try {
            for (String part : uri.getRawPath().split("/")) {
                // A plus is a plus in a path.
                String name = decoded(part.replace("+", "%2B"));
                if (name.equals("..") || name.equals(".") || name.matches("(?s).*[/\\\\\\x00].*")) {
                    return Optional.empty();
                }
                if (!name.isEmpty()) {
                    path.add(name);
                }
            }
            String raw = uri.getRawQuery();
            for (String part : raw == null ? new String[0] : raw.split("&")) {
                int equals = part.indexOf('=');
                if (equals > 0 && part.length() < LONGEST) {
                    query.add(new Parameter(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1))));
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(new Address(path, query));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    /** The first value of that name, or empty. */
    String first(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    /** Every value of that name that is not empty. */
    List<String> all(String name) {
        return query.stream()
                .filter(p -> p.name().equals(name) && !p.value().isEmpty())
                .map(Parameter::value)
                .toList();
    }
}
