package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import io.schism.histories.model.SingleCell;
import io.schism.histories.model.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One order in which the calls of a linearizable history may have taken effect, and the state after each: what shows a
 * reader how far a history can be explained.
 *
 * <p>A call is placed when its completion forces it, after any of the calls pending then (just-in-time linearization, Lowe
 * 2017); a pure read that fits is placed at once. Of the ways in which the calls so far may have taken effect only a few
 * are kept, those first that placed the fewest calls without answer. Wider and wider passes are made; the last keeps all.
 * It may find none within its bounds; what it finds is right.
 */
final class Order<S> {
    private static final int MOST_CALLS = 200_000;
    private static final int MOST_NODES = 4_000_000;
    private static final List<Integer> WIDTHS = List.of(16, 256, Integer.MAX_VALUE);

    /** A call where it takes effect, and the state that it leaves. */
    record Placed<S>(Entry entry, S state) {}

    /**
     * One way in which the calls so far may have taken effect.
     *
     * @param ahead those placed that have not returned
     * @param helpers how many of them never will
     */
    private record Way<S>(S state, Set<Integer> ahead, int helpers, @Nullable Way<S> before, int entry) {}

    private record Place<S>(S state, Set<Integer> ahead) {}

    private final Model<S> model;
    private final Entries entries;
    private final Budget.Clock clock;
    private final int width;
    private final Map<Integer, Action> pending = new LinkedHashMap<>();
    private List<Way<S>> ways;
    private int nodes;

    private Order(Model<S> model, S initial, Entries entries, Budget budget, int width) {
        this.model = model;
        this.entries = entries;
        this.clock = budget.clock();
        this.width = width;
        this.ways = List.of(new Way<S>(initial, Set.of(), 0, null, -1));
    }

    /** An order of every call that returned, and of some that did not; empty where none was found. */
    static <S> Optional<List<Placed<S>>> of(Model<S> model, S initial, Entries entries, Budget budget) {
        if (entries.size() > MOST_CALLS) {
            return Optional.empty();
        }
        try {
            for (int width : WIDTHS) {
                Optional<List<Placed<S>>> order = new Order<>(model, initial, entries, budget, width).find();
                if (order.isPresent()) {
                    return order;
                }
            }
        } catch (Exhausted limit) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<List<Placed<S>>> find() {
        for (int event : events()) {
            int call = event >> 1;
            if ((event & 1) == 0) {
                begin(call, entries.action(call));
            } else {
                complete(call, Objects.requireNonNull(pending.remove(call)));
            }
        }
        return ways.stream().min(Comparator.comparingInt(Way::helpers)).map(this::unwound);
    }

    private void begin(int call, Action action) {
        // A read without answer tells nothing and changes nothing.
        if (!entries.isIndeterminate(call) || !model.isPureRead(action)) {
            pending.put(call, action);
            ways = ways.stream().map(this::withReads).toList();
        }
    }

    /** Twice the entry for an invocation, one more for a return, in the order of the history. */
    private int[] events() {
        return IntStream.range(0, 2 * entries.size())
                .filter(event -> (event & 1) == 0 || !entries.isIndeterminate(event >> 1))
                .boxed()
                .sorted(Comparator.comparingInt(this::place).thenComparing(Comparator.naturalOrder()))
                .mapToInt(event -> event)
                .toArray();
    }

    private int place(int event) {
        return (event & 1) == 0 ? entries.invoked(event >> 1) : entries.returned(event >> 1);
    }

    private void complete(int call, Action action) {
        Map<Place<S>, Way<S>> after = new LinkedHashMap<>();
        Predicate<Action> helpful = model instanceof SingleCell<S> cell ? leadingTo(cell, action) : any -> true;
        for (Way<S> way : ways) {
            if (way.ahead().contains(call)) {
                keep(after, without(way, call));
            } else {
                force(way, call, action, helpful, after);
            }
        }
        ways = after.size() <= width
                ? List.copyOf(after.values())
                : after.values().stream()
                        .sorted(Comparator.<Way<S>>comparingInt(Way::helpers)
                                .thenComparing(way -> way.ahead().size()))
                        .limit(width)
                        .toList();
    }

    /** Places the call after none, one, two and more of those pending; fewer first. */
    private void force(Way<S> from, int call, Action action, Predicate<Action> helpful, Map<Place<S>, Way<S>> after) {
        Deque<Way<S>> open = new ArrayDeque<>(List.of(from));
        Set<Place<S>> seen = new HashSet<>();
        int most = width == Integer.MAX_VALUE ? MOST_NODES : 4 * width;
        while (!open.isEmpty() && seen.size() < most) {
            Way<S> way = open.removeFirst();
            for (Way<S> next : steps(way, call, action, false)) {
                keep(after, withReads(next));
            }
            Set<Action> lost = new HashSet<>();
            pending.forEach((other, does) -> {
                // Of calls without answer that do the same, one is as good as another.
                boolean useful = !entries.isIndeterminate(other) || helpful.test(does) && !lost.contains(does);
                if (useful && !way.ahead().contains(other)) {
                    if (entries.isIndeterminate(other)) {
                        lost.add(does);
                    }
                    for (Way<S> next : steps(way, other, does, true)) {
                        Way<S> with = withReads(next);
                        if (seen.add(new Place<>(with.state(), with.ahead()))) {
                            open.addLast(with);
                        }
                    }
                }
            });
        }
    }

    /**
     * Of the calls without answer those that matter: in a cell one does only where what comes next needs what it leaves
     * ({@link SingleCell}).
     */
    private Predicate<Action> leadingTo(SingleCell<S> cell, Action action) {
        Set<S> wanted = new HashSet<>();
        cell.needs(action).ifPresent(wanted::add);
        List<Action> lost = new ArrayList<>();
        pending.forEach((call, does) -> {
            if (entries.isIndeterminate(call)) {
                lost.add(does);
            } else {
                cell.needs(does).ifPresent(wanted::add);
            }
        });
        boolean more = true;
        while (more) {
            more = false;
            for (Action does : lost) {
                more |= wanted.contains(cell.leaves(does))
                        && cell.needs(does).filter(wanted::add).isPresent();
            }
        }
        return does -> wanted.contains(cell.leaves(does));
    }

    private List<Way<S>> steps(Way<S> way, int call, Action action, boolean ahead) {
        clock.tick();
        if (++nodes > MOST_NODES) {
            throw new Exhausted("too many ways");
        }
        if (!(model.step(way.state(), action) instanceof Step.Next<S> next)) {
            return List.of();
        }
        Set<Integer> placed = way.ahead();
        if (ahead) {
            placed = new HashSet<>(placed);
            placed.add(call);
        }
        int helpers = way.helpers() + (ahead && entries.isIndeterminate(call) ? 1 : 0);
        List<Way<S>> ways = new ArrayList<>();
        for (S state : next.states()) {
            ways.add(new Way<>(state, placed, helpers, way, call));
        }
        return ways;
    }

    /** The same with every pending read placed that fits: it changes nothing. */
    private Way<S> withReads(Way<S> way) {
        Way<S> with = way;
        for (Map.Entry<Integer, Action> call : pending.entrySet()) {
            if (!with.ahead().contains(call.getKey())
                    && !entries.isIndeterminate(call.getKey())
                    && model.isPureRead(call.getValue())) {
                List<Way<S>> read = steps(with, call.getKey(), call.getValue(), true);
                with = read.isEmpty() ? with : read.get(0);
            }
        }
        return with;
    }

    private static <S> Way<S> without(Way<S> way, int call) {
        Set<Integer> ahead = new HashSet<>(way.ahead());
        ahead.remove(call);
        // The step itself stays where it is: only what is ahead changes.
        return new Way<>(way.state(), ahead, way.helpers(), way.before(), way.entry());
    }

    private void keep(Map<Place<S>, Way<S>> after, Way<S> way) {
        after.merge(
                new Place<>(way.state(), way.ahead()),
                way,
                (one, other) -> other.helpers() < one.helpers() ? other : one);
    }

    private List<Placed<S>> unwound(Way<S> last) {
        Deque<Placed<S>> order = new ArrayDeque<>();
        for (Way<S> way = last; way.before() != null; way = way.before()) {
            order.addFirst(new Placed<>(entries.get(way.entry()), way.state()));
        }
        return List.copyOf(order);
    }
}
