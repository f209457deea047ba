package io.schism.histories.error;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mistake that a person can mend, told in one line: where it is, what is wrong, what to do instead.
 *
 * <p>The command line prints {@link #getMessage()} without a stack trace and exits with {@link Kind#exitCode()}.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose mistake it is, and so which exit code it gets. */
    public enum Kind {
        /** Wrong usage or wrong input. */
        INPUT(255),
        /** The machine cannot do what was asked: no Docker, unbuilt, a missing library. */
        ENVIRONMENT(254);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;
    private final transient @Nullable Path file;
    private final int line;
    private final int column;

    private UserError(
            Kind kind,
            @Nullable Path file,
            int line,
            int column,
            String problem,
            String remedy,
            @Nullable Throwable cause) {
        super(where(file, line, column) + problem + (remedy.isEmpty() ? "" : "; " + remedy), cause);
        this.kind = kind;
        this.file = file;
        this.line = line;
        this.column = column;
    }

    /** Wrong usage: no file to point at. */
    public static UserError usage(String problem, String remedy) {
        return new UserError(Kind.INPUT, null, 0, 0, problem, remedy, null);
    }

    /** Wrong input in a file; {@code line} and {@code column} count from 1, 0 means not known. */
    public static UserError input(Path file, int line, int column, String problem, String remedy) {
        return new UserError(Kind.INPUT, file, line, column, problem, remedy, null);
    }

    /** The environment cannot do it. */
    public static UserError environment(String problem, String remedy) {
        return new UserError(Kind.ENVIRONMENT, null, 0, 0, problem, remedy, null);
    }

    /** The environment cannot do it, and this is what said so; the cause shows only with {@code --debug}. */
    public static UserError environment(String problem, String remedy, Throwable cause) {
        return new UserError(Kind.ENVIRONMENT, null, 0, 0, problem, remedy, cause);
    }

    private static String where(@Nullable Path file, int line, int column) {
        if (file == null) {
            return "";
        }
        return file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "") + ": ";
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The line, from 1; 0 where there is none. */
    public int line() {
        return line;
    }

    /** The column, from 1; 0 where there is none. */
    public int column() {
        return column;
    }
}
