// The same project for Gradle; its tests are those of ../maven. Written for Gradle 8, and not run by Schism's own build, which
// has no Gradle: a test compares its coordinates with those of ../maven, which is run.
plugins {
    java
}

repositories {
    mavenLocal() // where `mvn install` of Schism puts its jars
    mavenCentral()
}

dependencies {
    testImplementation(platform("io.schism:schism-bom:0.1.0-SNAPSHOT"))
    testImplementation("io.schism:schism-harness")
    testImplementation("org.junit.jupiter:junit-jupiter:6.1.3")
    testImplementation("org.assertj:assertj-core:3.27.7")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher:6.1.3")
}

java {
    toolchain { languageVersion.set(JavaLanguageVersion.of(17)) }
}

sourceSets {
    test {
        java.srcDir("../maven/src/test/java")
        resources.srcDir("../maven/src/test/resources")
    }
}

tasks.test {
    useJUnitPlatform()
    listOf("schism.seed", "schism.seeds").forEach { name ->
        System.getProperty(name)?.let { systemProperty(name, it) }
    }
}
