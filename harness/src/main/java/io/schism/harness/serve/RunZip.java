package io.schism.harness.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A run's folder as one zip, without what links point to. */
final class RunZip {
    private RunZip() {}

    static void write(Path folder, OutputStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            zip.putNextEntry(new ZipEntry(folder.getFileName() + "/" + name));
            Files.copy(file, zip);
            zip.closeEntry();
        }
        zip.finish();
    }
}
