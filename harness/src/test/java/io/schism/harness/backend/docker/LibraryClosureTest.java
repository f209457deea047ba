package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LibraryClosureTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @Test
    void the_running_java_needs_a_C_library_its_own_launcher_library_and_a_loader() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux has ELF files");
        Set<Path> closure = LibraryClosure.of(List.of(JAVA));
        assertThat(closure).allMatch(Files::isRegularFile);
        assertThat(closure.stream().map(path -> path.getFileName().toString()))
                .anyMatch(name -> name.startsWith("libc."))
                .anyMatch(name -> name.equals("libjli.so"))
                .anyMatch(name -> name.startsWith("ld-"));
    }

    @Test
    void a_text_is_no_elf_file() throws IOException {
        Path text = Files.createTempFile("text", ".txt");
        assertThat(ElfFile.isElf(text)).isFalse();
        Files.delete(text);
    }
}
