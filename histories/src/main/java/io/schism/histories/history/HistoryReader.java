package io.schism.histories.history;

import io.schism.histories.error.UserError;
import io.schism.histories.history.History.MalformedHistory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a history file, in one pass. The form is told from its first characters:
 *
 * <ul>
 *   <li>EDN maps, one a line or laid out freely, as {@link Recorder} writes them; also all in one vector or list, and with
 *       {@code #jepsen.history.Op} before each, as Jepsen writes them;
 *   <li>JSON lines, one object a line; {@code type}, {@code f} and {@code process} are strings (see {@link Export#JSON});
 *   <li>Jepsen's log: {@code INFO jepsen.util - 0 :invoke :read nil}.
 * </ul>
 *
 * <p>A missing {@code :index} is the operation's position, a missing {@code :time} is -1. A client operation's {@code :key}
 * goes into its value, which becomes {@code [key value]}: an operation has one way to name its key. A process that is a
 * keyword other than {@code :observer} is taken for the nemesis.
 *
 * <p>Whatever is wrong with the file is a {@link UserError} that names file, line and column.
 */
public final class HistoryReader {
    private static final int HEAD = 1 << 12;
    private static final String MEND = "mend that line, or remove it together with what depends on it";

    private HistoryReader() {}

    /** The history in that file, and what is to be said about the reading of it. */
    public record Reading(Path file, History history, List<String> notes) {
        /** What a checker says of an operation of this history, as the user's error that names its line of the file. */
        public UserError located(MalformedHistory broken, String remedy) {
            return HistoryReader.located(file, history.columns(), broken, remedy);
        }
    }

    /** The history in that file. */
    public static History read(Path file) {
        return strict(file).history();
    }

    /** Reads a file that has to be whole. */
    public static Reading strict(Path file) {
        return read(file, false);
    }

    /** Reads a file whose last line may be torn, as a killed process leaves it; a note says that it was skipped. */
    public static Reading lenient(Path file) {
        return read(file, true);
    }

    private static Reading read(Path file, boolean lenient) {
        if (Files.isDirectory(file)) {
            throw UserError.input(file, 0, 0, "this is a folder", "name the history file in it");
        }
        Operations operations = new Operations();
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] head = stream.readNBytes(HEAD);
            Form form = Form.of(head);
            form.read(new SequenceInputStream(new ByteArrayInputStream(head), stream), operations);
        } catch (BrokenLine e) {
            if (!lenient || !e.isTorn()) {
                throw broken(file, e);
            }
            operations.note(file + ":" + e.line() + ": skipped the torn last line (" + e.getMessage() + ")");
        } catch (NoSuchFileException e) {
            throw UserError.input(file, 0, 0, "there is no such file", "name a history file");
        } catch (IOException | UncheckedIOException e) {
            throw UserError.environment(file + " cannot be read", "see that it is readable", e);
        }
        if (operations.isEmpty()) {
            throw UserError.input(
                    file,
                    1,
                    1,
                    "there is no operation in this file",
                    "a history has a line like {:process 0 :type :invoke :f :read :value nil} for each operation");
        }
        return new Reading(file, history(file, operations.columns()), operations.notes());
    }

    private static History history(Path file, Columns operations) {
        try {
            return History.of(operations);
        } catch (MalformedHistory e) {
            throw located(
                    file,
                    operations,
                    e,
                    "a process invokes one operation, completes it once, and only then invokes the next");
        }
    }

    private static UserError located(Path file, Columns operations, MalformedHistory broken, String remedy) {
        int place = operations.placeOf(broken.operation().index());
        int line = place < 0 ? 0 : operations.line(place);
        int column = place < 0 ? 0 : operations.lineColumn(place);
        return UserError.input(file, line, column, String.valueOf(broken.getMessage()), remedy);
    }

    private static UserError broken(Path file, BrokenLine e) {
        String remedy = e.isTorn() ? "if the file was cut off there, --lenient skips this last line" : MEND;
        return UserError.input(file, e.line(), e.column(), String.valueOf(e.getMessage()), remedy);
    }

    /** A way to write histories. */
    interface Form {
        /** Adds every operation of the stream. */
        void read(InputStream stream, Operations operations);

        /** The form of a file that begins like this. */
        static Form of(byte[] head) {
            String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
            if (text.isEmpty() || "{[(#;".indexOf(text.charAt(0)) >= 0) {
                boolean json =
                        text.startsWith("{") && text.substring(1).stripLeading().startsWith("\"");
                return json ? new JsonForm() : new EdnForm();
            }
            return new LogForm();
        }
    }
}
