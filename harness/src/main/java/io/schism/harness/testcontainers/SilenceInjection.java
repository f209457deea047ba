package io.schism.harness.testcontainers;

import io.schism.harness.backend.docker.BorrowedContainers;
import io.schism.harness.nemesis.Injection;
import io.schism.histories.edn.Keyword;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A container that is frozen or dead: in force while the Docker Engine says that it does not run. */
record SilenceInjection(BorrowedContainers containers, String name, Consumer<String> silenced, Consumer<String> revived)
        implements Injection {
    @Override
    public Map<Keyword, @Nullable Object> describe() {
        return Map.of(Keyword.of("nodes"), List.of(name));
    }

    @Override
    public void inject() {
        silenced.accept(name);
    }

    @Override
    public void heal() {
        revived.accept(name);
    }

    @Override
    public Optional<String> leak() {
        return containers.runs(name) ? Optional.of(name + " still runs") : Optional.empty();
    }

    @Override
    public Optional<String> remains() {
        return containers.runs(name) ? Optional.empty() : Optional.of(name + " does not run");
    }
}
