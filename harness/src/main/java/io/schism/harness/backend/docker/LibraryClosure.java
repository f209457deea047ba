package io.schism.harness.backend.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All the shared libraries, and the loader, that programs of this machine need to run in an image of their own. */
final class LibraryClosure {
    private static final Path CONFIGURED = Path.of("/etc/ld.so.conf.d");
    /** Loaded by name while running, to resolve host names: no ELF header tells of them. */
    private static final List<String> NAME_SERVICE = List.of("libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2");

    private final Set<Path> found = new TreeSet<>();
    private final Set<Path> read = new LinkedHashSet<>();
    private final Deque<Path> open = new ArrayDeque<>();
    private final List<Path> folders = searchedFolders();

    private LibraryClosure() {}

    /** The libraries' paths on this machine, which are also where an image must have them. */
    static Set<Path> of(Collection<Path> programs) throws IOException {
        LibraryClosure closure = new LibraryClosure();
        closure.open.addAll(programs);
        while (!closure.open.isEmpty()) {
            closure.read(closure.open.remove());
        }
        for (String name : NAME_SERVICE) {
            closure.inFolders(closure.folders, name).ifPresent(closure::add);
        }
        while (!closure.open.isEmpty()) {
            closure.read(closure.open.remove());
        }
        return closure.found;
    }

    private void read(Path file) throws IOException {
        if (!read.add(file) || !ElfFile.isElf(file)) {
            return;
        }
        ElfFile elf = ElfFile.read(file);
        elf.interpreter().map(Path::of).ifPresent(this::add);
        String origin = String.valueOf(file.toRealPath().getParent());
        List<Path> own = elf.searched().stream()
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder.replace("$ORIGIN", origin).replace("${ORIGIN}", origin)))
                .toList();
        for (String name : elf.needed()) {
            inFolders(own, name).or(() -> inFolders(folders, name)).ifPresent(this::add);
        }
    }

    private void add(Path library) {
        if (found.add(library)) {
            open.add(library);
        }
    }

    private Optional<Path> inFolders(List<Path> where, String name) {
        return where.stream()
                .map(folder -> folder.resolve(name).normalize())
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static List<Path> searchedFolders() {
        Set<Path> folders = new LinkedHashSet<>();
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        for (String folder : List.of("/lib/" + machine + "-linux-gnu", "/usr/lib/" + machine + "-linux-gnu")) {
            folders.add(Path.of(folder));
        }
        folders.addAll(List.of(Path.of("/lib64"), Path.of("/usr/lib64"), Path.of("/lib"), Path.of("/usr/lib")));
        try (Stream<Path> files = Files.list(CONFIGURED)) {
            for (Path file : files.sorted().toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("/"))
                        .map(line -> Path.of(line.trim()))
                        .forEach(folders::add);
            }
        } catch (IOException e) {
            // Not every system has that folder; the usual ones remain.
        }
        return folders.stream().filter(Files::isDirectory).toList();
    }
}
