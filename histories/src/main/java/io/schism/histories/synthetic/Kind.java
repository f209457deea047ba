package io.schism.histories.synthetic;

import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import java.util.random.RandomGenerator;

/** A kind of synthetic history: an object in memory, and what clients ask of it. */
public final class Kind {
    /** Makes the object that one history is about. */
    interface Factory {
        Service make(Shape shape, RandomGenerator random);
    }

    private final String name;
    private final String model;
    private final String description;
    private final boolean keyed;
    private final Factory factory;

    Kind(String name, String model, boolean keyed, String description, Factory factory) {
        this.name = name;
        this.model = model;
        this.keyed = keyed;
        this.description = description;
        this.factory = factory;
    }

    /** The name that users type: {@code reg}. */
    public String name() {
        return name;
    }

    /** One line: its calls, and its violation. */
    public String description() {
        return description;
    }

    /** The model that its valid histories conform to. */
    public Model<?> model() {
        return Models.named(model);
    }

    /** Whether its values are {@code [key value]}. */
    public boolean isKeyed() {
        return keyed;
    }

    @Override
    public String toString() {
        return name;
    }

    Service service(Shape shape, RandomGenerator random) {
        return factory.make(shape, random);
    }
}
