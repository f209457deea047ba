package io.schism.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The architecture of {@code docs/architecture.md}: one direction, no cycles, one place for each dangerous thing. */
@AnalyzeClasses(
        packages = "io.schism",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** What another module lends to tests is test code too. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule histories_know_neither_workloads_nor_harness = noClasses()
            .that()
            .resideInAPackage("io.schism.histories..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.schism.workloads..", "io.schism.harness..");

    @ArchTest
    static final ArchRule workloads_do_not_know_the_harness = noClasses()
            .that()
            .resideInAPackage("io.schism.workloads..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.schism.harness..");

    @ArchTest
    static final ArchRule the_service_and_its_clients_know_no_plan_and_no_checker = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.schism.workloads.service..", "io.schism.workloads.controller..", "io.schism.workloads.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.schism.histories.check..", "io.schism.histories.verdict..");

    @ArchTest
    static final ArchRule histories_stand_alone = noClasses()
            .that()
            .resideInAPackage("io.schism.histories..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache..", "org.testcontainers..", "clojure..", "org.slf4j..", "ch.qos..", "java.net.http..");

    @ArchTest
    static final ArchRule assertj_and_junit_stay_in_the_packages_of_those_who_use_them = noClasses()
            .that()
            .resideOutsideOfPackages("io.schism.histories.assertj..", "io.schism.harness.junit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.assertj..", "org.junit..", "org.opentest4j..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.schism.(*).(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule one_way_to_wait = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.schism.workloads.time.Pause")
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class);

    @ArchTest
    static final ArchRule intervals_are_monotonic = noClasses().should().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule only_mains_end_the_process = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .and()
            .doNotHaveFullyQualifiedName("io.schism.workloads.coordination.Shutdown")
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule one_process_launcher = noClasses()
            .that()
            .resideOutsideOfPackage("io.schism.harness.process..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder");

    @ArchTest
    static final ArchRule all_randomness_has_a_seed = noClasses().should().callConstructor(java.util.Random.class);

    @ArchTest
    static final ArchRule clojure_stays_in_the_child_process = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.schism.harness.knossos.KnossosMain")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("clojure..");

    @ArchTest
    static final ArchRule every_backend_stays_behind_the_interface = noClasses()
            .that()
            .resideOutsideOfPackages("io.schism.harness.backend..", "io.schism.harness.testcontainers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.schism.harness.backend.docker..", "io.schism.harness.backend.loopback..");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule commands_are_not_for_others = classes()
            .that()
            .resideInAPackage("io.schism.harness.cli..")
            .and()
            .haveSimpleNameEndingWith("Command")
            .should()
            .bePackagePrivate();
}
