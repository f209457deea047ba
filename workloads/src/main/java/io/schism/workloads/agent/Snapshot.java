package io.schism.workloads.agent;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a folder of data, file by file, as a backup of a machine that goes on running takes it. */
record Snapshot(Path data, Path copy) {
    /** With owners and times, as far as whoever takes it may set them. A file that is gone before its turn is not in it. */
    String take() throws IOException {
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                return take(folder);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return take(file);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            private FileVisitResult take(Path path) throws IOException {
                try {
                    Files.copy(path, copy.resolve(data.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
                    return FileVisitResult.CONTINUE;
                } catch (NoSuchFileException e) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
            }
        });
        return "copied " + files(copy).size() + " files";
    }

    /** Each takes the other's place, so that doing it again undoes it. Nobody may use the data meanwhile. */
    String exchange() throws IOException {
        long lost = 0;
        for (Path file : files(data)) {
            Path older = copy.resolve(data.relativize(file));
            lost += Math.max(0, DataFolder.end(file) - (Files.exists(older) ? DataFolder.end(older) : 0));
        }
        int files = files(copy).size();
        Path aside = copy.resolveSibling(copy.getFileName() + "-aside");
        Files.move(data, aside);
        Files.move(copy, data);
        Files.move(aside, copy);
        return "put back " + files + " files, which lack " + lost + " bytes written since";
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
