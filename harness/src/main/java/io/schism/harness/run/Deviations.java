package io.schism.harness.run;

import io.schism.harness.scenario.Expectation;
import io.schism.harness.scenario.Variant;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Compares what came out with what theory said before the run. */
final class Deviations {
    private Deviations() {}

    /** A sentence for each thing that is not as expected; empty when all is. */
    static List<String> of(Variant variant, double scale, List<Verdict> verdicts) {
        Expectation expected = variant.expect();
        List<String> deviations = new ArrayList<>();
        Validity measured = Verdict.together(verdicts);
        if (measured != expected.verdict()) {
            deviations.add("expected " + expected.verdict().word() + ", found " + measured.word());
        }
        for (Verdict verdict : verdicts) {
            boolean ground =
                    verdict.checker().equals("FAULT") || verdict.checker().equals("WORK");
            if (ground && verdict.validity() != Validity.VALID) {
                deviations.add(verdict.checker() + " is " + verdict.validity().word() + ": " + verdict.reason());
            }
            boolean fired = verdict.validity() == Validity.INVALID;
            if (expected.checkers().contains(verdict.checker()) && !fired) {
                deviations.add(verdict.checker() + " was to find a violation, but is "
                        + verdict.validity().word());
            } else if (fired
                    && !expected.checkers().contains(verdict.checker())
                    && !expected.mayFire().contains(verdict.checker())) {
                deviations.add(verdict.checker() + " found a violation that theory does not know");
            }
        }
        Map<String, Double> values = variant.values(scale);
        expected.figures().forEach((name, interval) -> {
            double unit = Figures.isMillis(name) ? 1000 : 1;
            double least = interval.least().value(values) * unit;
            double most = interval.most().value(values) * unit;
            OptionalDouble figure = Figures.find(verdicts, name);
            if (figure.isEmpty()) {
                deviations.add(name + " was not measured");
            } else if (figure.getAsDouble() < least || figure.getAsDouble() > most) {
                deviations.add(String.format(
                        Locale.ROOT,
                        "%s is %.0f, outside its interval %.0f to %.0f",
                        name,
                        figure.getAsDouble(),
                        least,
                        most));
            }
        });
        return deviations;
    }
}
