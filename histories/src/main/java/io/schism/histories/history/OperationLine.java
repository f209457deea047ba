package io.schism.histories.history;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one operation is written as an EDN map, and the names that this takes for itself. */
public final class OperationLine {
    /** Keys of a line that are no attributes; {@code key} is read as a part of the value. */
    static final Set<String> RESERVED = Set.of("index", "time", "process", "type", "f", "value", "key");

    private OperationLine() {}

    /** Appends the operation without a line end. */
    public static void append(EdnWriter out, Operation operation) {
        out.ascii("{:index ").number(operation.index());
        out.ascii(" :time ").number(operation.time());
        out.ascii(" :process ");
        process(out, operation.process());
        out.ascii(" :type :").ascii(operation.type().word());
        out.ascii(" :f ").value(Keyword.of(operation.f()));
        out.ascii(" :value ");
        appendFromValue(out, operation);
    }

    /** Appends what {@link #append} writes after {@code :value }: the value, the attributes and the closing brace. */
    public static void appendFromValue(EdnWriter out, Operation operation) {
        out.value(operation.value());
        for (Map.Entry<String, @Nullable Object> attribute :
                operation.attributes().entrySet()) {
            out.ascii(" ").value(Keyword.of(attribute.getKey()));
            out.ascii(" ").value(attribute.getValue());
        }
        out.ascii("}");
    }

    /** The type of that name; null if there is none. */
    static Operation.@Nullable Type type(String name) {
        return switch (name) {
            case "invoke" -> Operation.Type.INVOKE;
            case "ok" -> Operation.Type.OK;
            case "fail" -> Operation.Type.FAIL;
            case "info" -> Operation.Type.INFO;
            default -> null;
        };
    }

    /** The name of a process that is no client. */
    static String processName(long process) {
        return process == Operation.OBSERVER ? "observer" : "nemesis";
    }

    private static void process(EdnWriter out, long process) {
        if (process >= 0) {
            out.number(process);
        } else {
            out.ascii(":").ascii(processName(process));
        }
    }
}
