package io.schism.harness.scenario;

import io.schism.histories.verdict.Validity;
import java.util.List;
import java.util.Map;

/**
 * What theory says will come out, written down before the run.
 *
 * @param verdict of all checkers together
 * @param checkers which must find a violation; every other must not
 * @param mayFire checkers that may or may not find one, because theory leaves it open
 * @param figures the interval that each figure must fall into, by {@code CHECKER.figure} or
 *     {@code CHECKER.figure.member}; a figure whose name ends in {@code -ms} is compared in milliseconds
 */
public record Expectation(
        Validity verdict, List<String> checkers, List<String> mayFire, Map<String, Interval> figures) {

    /** From {@code least} to {@code most}, both inclusive. */
    public record Interval(Formula least, Formula most) {}
}
