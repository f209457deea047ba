package io.schism.harness.junit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a method with {@link SchismTest} or {@link Seeds} once for each seed. Registered by these annotations. */
public final class SchismExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        return AnnotationSupport.isAnnotated(method, SchismTest.class)
                || AnnotationSupport.isAnnotated(method, Seeds.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        Settings settings = AnnotationSupport.findAnnotation(method, SchismTest.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), SchismTest.class))
                .map(Settings::of)
                .orElse(Settings.NONE);
        Optional<Seeds> annotation = AnnotationSupport.findAnnotation(method, Seeds.class);
        SeedList list = SeedList.of(context, annotation);
        if (!list.written()) {
            context.publishReportEntry("schism.seeds", list.toString());
            System.err.println(
                    "schism: " + context.getRequiredTestClass().getSimpleName() + "." + method.getName() + ": " + list);
        }
        SeedTally tally = new SeedTally(list.seeds().size(), list.policy());
        return list.seeds().stream().map(seed -> new Invocation(seed, new Trial(settings, seed, tally)));
    }

    /** One seed in the tree of tests. */
    private record Invocation(long seed, Trial trial) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocation) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(trial);
        }
    }
}
