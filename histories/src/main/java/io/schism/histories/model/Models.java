package io.schism.histories.model;

import io.schism.histories.error.UserError;
import java.util.List;
import java.util.stream.Collectors;

/** Every model, by the name that users type. A new one is its class and one line here. */
public final class Models {
    private static final List<Model<?>> ALL = List.of(
            new Register(),
            new CasRegister(),
            new MultiRegister(),
            new AppendKv(),
            new Mutex(),
            new OwnedMutex(),
            new GrowSet(),
            new UnorderedQueue(),
            new FifoQueue(),
            new Counter(),
            new UniqueIds());

    private Models() {}

    /** All of them, in the order in which they are listed. */
    public static List<Model<?>> all() {
        return ALL;
    }

    /**
     * The model of that name.
     *
     * @throws UserError where there is none
     */
    public static Model<?> named(String name) {
        return ALL.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    String names = ALL.stream().map(Model::name).collect(Collectors.joining(", "));
                    return UserError.usage("there is no model \"" + name + "\"", "choose one of " + names);
                });
    }
}
