package io.schism.histories.model;

import io.schism.histories.error.UserError;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An integer: {@code :add} of any amount, {@code :read} of the sum; 0 at the start. */
final class Counter implements Tally<BigInteger>, Merging<BigInteger> {
    @Override
    public String name() {
        return "counter";
    }

    @Override
    public String description() {
        return ":add of an amount and :read of the sum, 0 at the start";
    }

    @Override
    public BigInteger initial(Optional<Object> value) {
        Object start = value.orElse(0L);
        if (!isInteger(start)) {
            throw UserError.usage("a counter cannot start at " + Words.show(start), "give an integer");
        }
        return integer(start);
    }

    private static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof BigInteger;
    }

    private static BigInteger integer(@Nullable Object value) {
        return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) Objects.requireNonNull(value));
    }

    @Override
    public Step<BigInteger> step(BigInteger sum, Action action) {
        if (action.f().equals("add")) {
            return Step.to(sum.add(integer(action.input())));
        }
        return !action.returned() || sum.equals(integer(action.output()))
                ? Step.to(sum)
                : Step.inconsistent("read returned " + Words.show(action.output()) + "; the counter stood at " + sum);
    }

    @Override
    public Optional<String> precheck(Action action) {
        return switch (action.f()) {
            case "add" ->
                isInteger(action.input())
                        ? Optional.empty()
                        : Optional.of(":add carries an integer, not " + Words.show(action.input()));
            case "read" ->
                !action.returned() || isInteger(action.output())
                        ? Optional.empty()
                        : Optional.of(":read answers an integer, not " + Words.show(action.output()));
            default -> Words.unknown(action, name(), ":add and :read");
        };
    }

    @Override
    public BigInteger sum(BigInteger state) {
        return state;
    }

    @Override
    public Optional<BigInteger> adds(Action action) {
        return action.f().equals("add") ? Optional.of(integer(action.input())) : Optional.empty();
    }

    @Override
    public BigInteger reads(Action action) {
        return integer(action.output());
    }

    /** Sums beyond the last that any read answered, where amounts lead no way back. */
    @Override
    public UnaryOperator<BigInteger> merging(Collection<Action> actions) {
        List<BigInteger> amounts =
                actions.stream().flatMap(action -> adds(action).stream()).toList();
        List<BigInteger> answers = actions.stream()
                .filter(action -> adds(action).isEmpty() && action.returned())
                .map(this::reads)
                .sorted()
                .toList();
        if (answers.isEmpty()) {
            return sum -> BigInteger.ZERO;
        }
        BigInteger above = answers.get(answers.size() - 1).add(BigInteger.ONE);
        BigInteger below = answers.get(0).subtract(BigInteger.ONE);
        boolean rises = amounts.stream().allMatch(amount -> amount.signum() >= 0);
        boolean falls = amounts.stream().allMatch(amount -> amount.signum() <= 0);
        return sum -> rises ? sum.min(above) : falls ? sum.max(below) : sum;
    }

    @Override
    public boolean isPureRead(Action action) {
        return action.f().equals("read");
    }
}
