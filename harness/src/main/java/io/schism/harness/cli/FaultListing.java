package io.schism.harness.cli;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Backend;
import io.schism.harness.nemesis.Fault;
import io.schism.harness.nemesis.Faults;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The faults, each with whom it is aimed at, its settings, the backends that can do it, and an example. */
final class FaultListing {
    private final List<Backend> backends =
            Backends.names().stream().map(Backends::named).toList();
    private final PrintStream out;

    FaultListing(PrintStream out) {
        this.out = out;
    }

    void print() {
        Faults.all().forEach(this::print);
    }

    private void print(Fault fault) {
        line(fault.name(), fault.description());
        line("", "aimed at " + aim(fault.form()));
        fault.form().settings().forEach(setting -> line("", setting(setting)));
        backends.forEach(backend -> line(
                "",
                backend.name()
                        + fault.unavailable(backend)
                                .map(reason -> ": not here, " + reason)
                                .orElse(": yes")));
        line("", fault.example());
    }

    private static String aim(FaultForm form) {
        return switch (form.aim()) {
            case PAIRS -> "`sides`, both ways, or `from` and `to`, one way";
            case MEMBERS ->
                "`targets`: " + form.whom() + (form.needsAgent() ? ", but nodes of a service of your own" : "");
            case WHOLE -> "the cluster as a whole";
        };
    }

    private static String setting(Setting setting) {
        String otherwise = setting.otherwise().isEmpty() ? "" : " (" + setting.otherwise() + ")";
        String words = setting.words().isEmpty() ? "" : ": " + String.join(" or ", setting.words());
        return "`" + setting.name() + "`" + words + otherwise + ", " + setting.description();
    }

    private void line(String name, String text) {
        out.println(String.format(Locale.ROOT, "  %-20s%s", name, text));
    }
}
