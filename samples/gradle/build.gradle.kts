// The same project for Gradle; its tests are those of ../maven.
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
    workingDir = file("../maven") // the test names its scenario by a path
    useJUnitPlatform()
    systemProperty("junit.jupiter.execution.parallel.enabled", "true")
    systemProperty("schism.runs", layout.buildDirectory.dir("schism").get().asFile.path)
    listOf("schism.seed", "schism.seeds").forEach { name ->
        System.getProperty(name)?.let { systemProperty(name, it) }
    }
}
