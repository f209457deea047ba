package io.schism.histories.history;

import io.schism.histories.edn.ArrayMap;
import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import java.util.Arrays;
import java.util.Collections;
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

    int line() {
        return line;
    }

    int column() {
        return column;
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

    /** The operation, complete. */
    Operation finish() {
        require(PROCESS, ":process");
        require(TYPE, ":type");
        require(F, ":f");
        Object whole = value;
        if ((seen & KEY) != 0) {
            if (process >= 0) {
                whole = Collections.unmodifiableList(Arrays.asList(key, value));
            } else {
                attribute("key", key);
            }
        }
        try {
            return new Operation(index, time, process, type, f, whole, ArrayMap.of(attributes, 0, attributeCount));
        } catch (IllegalArgumentException e) {
            throw new BrokenLine(line, column, "in the operation " + e.getMessage());
        }
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
        if (name == null) {
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
