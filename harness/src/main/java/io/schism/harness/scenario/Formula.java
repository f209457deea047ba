package io.schism.harness.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sum of terms that predicts a figure from the plan's times, such as {@code cut - 0.67*T - tick + 3s}. A name stands
 * for a time of the plan in seconds and scales with the run; a plain number or a time such as {@code 3s} does not.
 *
 * @param text as written
 */
public record Formula(String text, List<Term> terms) {
    private static final Pattern TERM =
            Pattern.compile("\\s*([+-]?)\\s*(?:(\\d+(?:\\.\\d+)?)\\s*(\\*\\s*([A-Za-z]+)|ms|s)?|([A-Za-z]+))");

    /** A factor and the name it multiplies; an empty name stands for one. */
    public record Term(double factor, String name) {}

    /** The formula that a text writes; empty where it writes none, or uses a name that is not known. */
    public static Optional<Formula> parse(String text, Iterable<String> names) {
        List<Term> terms = new ArrayList<>();
        Matcher matcher = TERM.matcher(text);
        int at = 0;
        while (at < text.stripTrailing().length()) {
            if (!matcher.find(at)
                    || matcher.start() != at
                    || (at > 0 && matcher.group(1).isEmpty())) {
                return Optional.empty();
            }
            Term term = term(matcher);
            if (!term.name().isEmpty() && !contains(names, term.name())) {
                return Optional.empty();
            }
            terms.add(term);
            at = matcher.end();
        }
        return terms.isEmpty() ? Optional.empty() : Optional.of(new Formula(text.strip(), List.copyOf(terms)));
    }

    private static Term term(Matcher matcher) {
        double sign = "-".equals(matcher.group(1)) ? -1 : 1;
        if (matcher.group(5) != null) {
            return new Term(sign, matcher.group(5));
        }
        double number = sign * Double.parseDouble(matcher.group(2));
        String unit = matcher.group(3) == null ? "" : matcher.group(3);
        if (matcher.group(4) != null) {
            return new Term(number, matcher.group(4));
        }
        return new Term(unit.equals("ms") ? number / 1000 : number, "");
    }

    private static boolean contains(Iterable<String> names, String name) {
        for (String known : names) {
            if (known.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Its value; every name must be among the values. */
    public double value(Map<String, Double> values) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.factor() * (term.name().isEmpty() ? 1 : values.getOrDefault(term.name(), Double.NaN));
        }
        return sum;
    }
}
