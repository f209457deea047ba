package io.schism.histories.history;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import io.schism.histories.edn.SharedValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An operation as its keys are read, whatever form they are written in; used again for every line. */
final class Draft {
    private static final int PROCESS = 1;
    private static final int TYPE = 2;
    private static final int F = 4;
    private static final int VALUE = 8;
    private static final int INDEX = 16;
    private static final int TIME = 32;
    private static final int KEY = 64;

    private static final Keyword PROCESS_KEY = Keyword.of("process");
    private static final Keyword INDEX_KEY = Keyword.of("index");
    private static final Keyword TIME_KEY = Keyword.of("time");

    private int line;
    private int column;
    private int seen;
    private long index;
    private long time;
    private long process;
    private Operation.Type type = Operation.Type.INFO;
    private String f = "";
    private @Nullable Object value;
    private @Nullable Object key;
    private @Nullable SharedValues shared;
    private @Nullable Object[] attributes = new Object[32];
    private int attributeCount;

    /** Begins an operation at that place; without an {@code :index} it has this one. */
    void begin(int atLine, int atColumn, long position) {
        line = atLine;
        column = atColumn;
        seen = 0;
        index = position;
        time = -1;
        value = null;
        key = null;
        attributeCount = 0;
    }

    /** Takes everything from an operation that was read from no file: its line is 0. */
    void copy(Operation operation) {
        begin(0, 0, operation.index());
        time = operation.time();
        process = operation.process();
        type = operation.type();
        f = operation.f();
        value = operation.value();
        operation.attributes().forEach(this::attribute);
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    long index() {
        return index;
    }

    long time() {
        return time;
    }

    long process() {
        return process;
    }

    Operation.Type type() {
        return type;
    }

    String f() {
        return f;
    }

    /** The value, once {@link #finish} has put the key into it. */
    @Nullable
    Object value() {
        return value;
    }

    /** Name, value, name, value and so on, up to {@link #attributesEnd}; this very array is used again. */
    @Nullable
    Object[] attributes() {
        return attributes;
    }

    int attributesEnd() {
        return attributeCount;
    }

    /** Whether that key's value mostly is an integer, to be given as such. */
    static boolean isNumber(Keyword key) {
        return key == INDEX_KEY || key == TIME_KEY || key == PROCESS_KEY;
    }

    /** Takes one key of those that {@link #isNumber}, as the other {@code put} does. */
    void put(Keyword key, long given, int atLine, int atColumn) {
        if (key == INDEX_KEY) {
            once(INDEX, key.name(), atLine, atColumn);
            index = given;
        } else if (key == TIME_KEY) {
            once(TIME, key.name(), atLine, atColumn);
            time = given;
        } else if (given >= 0) {
            once(PROCESS, key.name(), atLine, atColumn);
            process = given;
        } else {
            put(key.name(), (Object) given, atLine, atColumn);
        }
    }

    /** Takes one key, without its colon, and the value that stands at that place. */
    void put(String name, @Nullable Object given, int atLine, int atColumn) {
        switch (name) {
            case "process" -> {
                once(PROCESS, name, atLine, atColumn);
                process = process(given, atLine, atColumn);
            }
            case "type" -> {
                once(TYPE, name, atLine, atColumn);
                type = type(given, atLine, atColumn);
            }
            case "f" -> {
                once(F, name, atLine, atColumn);
                f = f(given, atLine, atColumn);
            }
            case "value" -> {
                once(VALUE, name, atLine, atColumn);
                value = given;
            }
            case "index" -> {
                once(INDEX, name, atLine, atColumn);
                index = given == null ? index : number(name, given, atLine, atColumn);
            }
            case "time" -> {
                once(TIME, name, atLine, atColumn);
                time = given == null ? time : number(name, given, atLine, atColumn);
            }
            case "key" -> {
                once(KEY, name, atLine, atColumn);
                key = given;
            }
            default -> attribute(name, given);
        }
    }

    /** Sees that nothing is missing, and puts the key where it belongs. */
    void finish() {
        require(PROCESS, ":process");
        require(TYPE, ":type");
        require(F, ":f");
        if (process < 0 && type != Operation.Type.INFO) {
            throw new BrokenLine(
                    line,
                    column,
                    "only an :info line has a name for a process, as the nemesis and observers have; a client's is an integer"
                            + " from 0");
        }
        if ((seen & KEY) != 0) {
            if (process >= 0) {
                value = keyed();
            } else {
                attribute("key", key);
            }
        }
    }

    private Object keyed() {
        if (shared == null) {
            shared = new SharedValues(); // most histories have no :key
        }
        return shared.vector(new @Nullable Object[] {key, value}, 0, 2);
    }

    private void attribute(String name, @Nullable Object given) {
        if (attributeCount == attributes.length) {
            attributes = Arrays.copyOf(attributes, 2 * attributeCount);
        }
        attributes[attributeCount++] = name;
        attributes[attributeCount++] = given;
    }

    private void once(int field, String name, int atLine, int atColumn) {
        if ((seen & field) != 0) {
            throw new BrokenLine(atLine, atColumn, "the operation has :" + name + " twice");
        }
        seen |= field;
    }

    private void require(int field, String name) {
        if ((seen & field) == 0) {
            throw new BrokenLine(line, column, "the operation has no " + name);
        }
    }

    private static long process(@Nullable Object given, int line, int column) {
        if (given instanceof Long number && number >= 0) {
            return number;
        }
        String name = name(given);
        if (name == null || name.chars().allMatch(Character::isDigit)) {
            throw new BrokenLine(line, column, "a process is an integer from 0 or a keyword, not " + shown(given));
        }
        return name.equals("observer") ? Operation.OBSERVER : Operation.NEMESIS;
    }

    private static Operation.Type type(@Nullable Object given, int line, int column) {
        String name = name(given);
        Operation.Type type = name == null ? null : OperationLine.type(name);
        if (type == null) {
            throw new BrokenLine(line, column, "a type is :invoke, :ok, :fail or :info, not " + shown(given));
        }
        return type;
    }

    private static String f(@Nullable Object given, int line, int column) {
        String name = name(given);
        if (name == null) {
            throw new BrokenLine(line, column, "an :f is a keyword, not " + shown(given));
        }
        return name;
    }

    private static long number(String name, Object given, int line, int column) {
        if (given instanceof Long number) {
            return number;
        }
        throw new BrokenLine(line, column, "an operation's :" + name + " is an integer, not " + shown(given));
    }

    /** The name of a keyword, or of a string where the form has no keywords; null for anything else. */
    private static @Nullable String name(@Nullable Object given) {
        if (given instanceof Keyword keyword) {
            return keyword.name();
        }
        try {
            return given instanceof String text ? Keyword.of(text).name() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String shown(@Nullable Object given) {
        String text = EdnWriter.toString(given);
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
