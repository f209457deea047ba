package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** No fault is registered that no test has seen, on each backend, in force or refused with its reason. */
class FaultCoverageTest {
    private static Map<String, Set<String>> shown() {
        Map<String, Set<String>> shown = new TreeMap<>();
        List<Class<?>> classes = ReflectionSupport.findAllClassesInPackage(
                "io.schism.harness",
                type -> type.isAnnotationPresent(OnBackend.class) && !Modifier.isAbstract(type.getModifiers()),
                name -> name.endsWith("IT") || name.endsWith("Test"));
        for (Class<?> type : classes) {
            Set<String> here =
                    shown.computeIfAbsent(type.getAnnotation(OnBackend.class).value(), backend -> new TreeSet<>());
            for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
                for (Method method : each.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Shows.class)) {
                        here.addAll(List.of(method.getAnnotation(Shows.class).value()));
                    }
                }
            }
        }
        return shown;
    }

    @Test
    void some_test_shows_each_fault_on_each_backend() {
        Set<String> all = new TreeSet<>(Faults.forms().keySet());
        Map<String, Set<String>> expected = new TreeMap<>();
        Backends.names().forEach(backend -> expected.put(backend, all));
        assertThat(shown()).isEqualTo(expected);
    }

    @Test
    void the_documentation_has_a_line_of_each_fault() throws IOException {
        String docs = Files.readString(Path.of("..", "docs", "faults.md"));
        assertThat(Faults.all()).allSatisfy(fault -> assertThat(docs).contains("| `" + fault.name() + "` |"));
    }
}
