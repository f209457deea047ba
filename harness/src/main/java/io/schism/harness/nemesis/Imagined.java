package io.schism.harness.nemesis;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Service;
import io.schism.harness.cluster.Topology;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A moment as a run may bring it: parts dealt to members, and a seed for what is left to chance. A step that can do nothing
 * at any of many such moments can do nothing in a run.
 *
 * @param number tells it from the others
 */
record Imagined(Topology topology, int number) implements Parts {
    /** Enough for every leader to stand beside every primary, and for chance to have its way. */
    private static final int MANY = 64;

    private static final String ELSEWHERE = "name others, or leave the step out";

    /** Why a step of a plan can do nothing, whatever a run brings; empty where it can. */
    static Optional<Futility> futility(Fault fault, Step step, Topology topology, Service service) {
        List<Optional<Futility>> moments = IntStream.range(0, MANY)
                .mapToObj(number -> new Imagined(topology, number).futility(fault, step, service))
                .toList();
        return moments.stream().allMatch(Optional::isPresent) ? moments.get(0) : Optional.empty();
    }

    private Optional<Futility> futility(Fault fault, Step step, Service service) {
        Strike strike;
        try {
            strike = new Aiming(this, 1).at(step, fault.form(), number);
        } catch (IllegalStateException e) {
            return Optional.of(new Futility(String.valueOf(e.getMessage()), ELSEWHERE));
        }
        return withoutAgent(fault.form(), strike, service).or(() -> fault.futile(strike, this));
    }

    private static Optional<Futility> withoutAgent(FaultForm form, Strike strike, Service service) {
        boolean carried = service.hasAgents()
                || strike.members().stream().noneMatch(member -> member.kind() == Member.Kind.SERVICE);
        return !form.needsAgent() || carried
                ? Optional.empty()
                : Optional.of(new Futility(
                        "it takes an agent of the harness in the process, and nodes of a service of yours carry none",
                        "aim it at voters, or choose a fault without an agent: see `schism list faults`"));
    }

    @Override
    public Optional<Member> primary() {
        return dealt(Member.Kind.SERVICE, number);
    }

    @Override
    public Optional<Member> zkLeader() {
        return dealt(
                Member.Kind.ZOOKEEPER,
                number / Math.max(1, topology.members(Member.Kind.SERVICE).size()));
    }

    @Override
    public Optional<Member> controllerLeader() {
        return dealt(Member.Kind.CONTROLLER, number);
    }

    private Optional<Member> dealt(Member.Kind kind, int turn) {
        List<Member> members = topology.members(kind);
        return members.isEmpty() ? Optional.empty() : Optional.of(members.get(turn % members.size()));
    }
}
