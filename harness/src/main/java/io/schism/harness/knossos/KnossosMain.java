package io.schism.harness.knossos;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The child process: Knossos behind one line of EDN in, one line of EDN out. It needs the JDK and Clojure, nothing else of
 * the harness, and ends when its standard input does, in the middle of a search too.
 *
 * <p>A request is {@code {:model "mutex" :arguments [] :history [...]}}; an answer {@code {:valid? true}} with {@code
 * :index} of the operation that does not fit, {@code :peak} bytes of heap and {@code :busy} where a search goes on behind
 * the answer; or {@code {:broken "why"}}. Values are read as data and never evaluated.
 */
public final class KnossosMain {
    private static final long LINGER_MILLIS = 100;
    private static final int LONGEST = 500;

    private final PrintStream answers;
    private final IFn analysis;
    private final IFn read = Clojure.var("clojure.edn", "read-string");
    private final IFn get = Clojure.var("clojure.core", "get");
    private final IFn apply = Clojure.var("clojure.core", "apply");
    private final IFn text = Clojure.var("clojure.core", "pr-str");

    private KnossosMain(PrintStream answers) {
        this.answers = answers;
        IFn require = Clojure.var("clojure.core", "require");
        List.of("clojure.edn", "knossos.model", "knossos.competition")
                .forEach(namespace -> require.invoke(Clojure.read(namespace)));
        this.analysis = Clojure.var("knossos.competition", "analysis");
    }

    public static void main(String[] args) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Before Clojure starts: what Knossos prints must not stand between the answers.
        System.setOut(System.err);
        KnossosMain knossos;
        try {
            knossos = new KnossosMain(answers);
        } catch (Throwable e) { // a library that is missing or does not fit shows as an Error too
            answers.println(broken(e));
            return;
        }
        answers.println("{:ready true}");
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            String request = line;
            Thread worker = new Thread(() -> knossos.answer(request), "answer");
            worker.setDaemon(true);
            worker.start();
        }
        Runtime.getRuntime().halt(0);
    }

    private void answer(String request) {
        String answer;
        try {
            answer = judge(read.invoke(request));
        } catch (Throwable e) { // whatever a model throws, an assertion's Error among it
            answer = broken(e);
        }
        answers.println(answer);
    }

    private String judge(Object request) throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        Object model =
                apply.invoke(Clojure.var("knossos.model", (String) get(request, ":model")), get(request, ":arguments"));
        Object result = analysis.invoke(model, get(request, ":history"));
        long peak =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        Object index = get(get(result, ":op"), ":index");
        return "{:valid? " + text.invoke(get(result, ":valid?"))
                + (index == null ? "" : " :index " + text.invoke(index))
                + " :cause " + quoted(String.valueOf(get(result, ":cause")))
                + " :peak " + peak + " :busy " + lingers(before) + "}";
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** Whether some thread of the search still computes: its loser is told to stop, and does not always. */
    private static boolean lingers(Set<Thread> before) throws InterruptedException {
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = each.getKey();
            if (!before.contains(thread) && thread.getState() == Thread.State.RUNNABLE) {
                thread.join(LINGER_MILLIS);
                if (thread.getState() == Thread.State.RUNNABLE) {
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable Object get(@Nullable Object map, String key) {
        return get.invoke(map, Clojure.read(key));
    }

    private static String broken(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "{:broken " + quoted(String.valueOf(cause)) + "}";
    }

    /** By hand, for the case that Clojure itself is what is broken. */
    private static String quoted(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return '"' + cut.replaceAll("[\\p{Cntrl}\\p{Cs}\"\\\\]+", " ") + '"';
    }
}
