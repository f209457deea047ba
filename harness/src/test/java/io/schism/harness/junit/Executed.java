package io.schism.harness.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A class of tests, executed by JUnit as a user's build would, and how each of its tests ended. */
final class Executed implements TestExecutionListener {
    private final Map<String, TestExecutionResult> results = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<Map<String, String>> entries = Collections.synchronizedList(new ArrayList<>());

    private Executed() {}

    /** Runs in that folder; more parameters in turn: name, value. */
    static Executed of(Class<?> tests, Path runs, String... parameters) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter("schism.runs", runs.toString());
        for (int i = 0; i < parameters.length; i += 2) {
            request.configurationParameter(parameters[i], parameters[i + 1]);
        }
        LauncherDiscoveryRequest built = request.build();
        Executed executed = new Executed();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(built, executed);
        return executed;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getThrowable().isPresent()) {
            results.put(test.getDisplayName(), result);
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entries.add(entry.getKeyValuePairs());
    }

    /** {@code seed 1 SUCCESSFUL}, a line a test, by name. */
    List<String> lines() {
        return results.entrySet().stream()
                .map(test -> test.getKey() + " " + test.getValue().getStatus())
                .sorted()
                .toList();
    }

    /** What a test was ended by. */
    Throwable thrown(String name) {
        return results.get(name).getThrowable().orElseThrow();
    }

    /** Every value that was published under that name. */
    List<String> published(String name) {
        return entries.stream()
                .filter(entry -> entry.containsKey(name))
                .map(entry -> entry.get(name))
                .toList();
    }
}
