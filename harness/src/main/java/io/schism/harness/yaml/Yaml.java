package io.schism.harness.yaml;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a YAML document into located values. Nothing is constructed but text, lists and maps. */
public final class Yaml {
    private Yaml() {}

    /** The document in a file. */
    public static YamlValue read(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw UserError.usage("no such file: " + file, "give a scenario of `schism list scenarios` or a YAML file");
        } catch (MalformedInputException e) {
            throw UserError.input(file, 1, 0, "is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            throw UserError.environment("cannot read " + file + ": " + e.getMessage(), "check its permissions", e);
        }
    }

    /** The document in a text; {@code file} names it in errors. */
    public static YamlValue parse(Path file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(20);
        try {
            Node root = new org.yaml.snakeyaml.Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw UserError.input(
                        file, 1, 0, "is empty", "write a scenario; `schism list scenarios` shows examples");
            }
            return new YamlValue(file, "", root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw UserError.input(
                    file,
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 0 : mark.getColumn() + 1,
                    "is not YAML: " + e.getProblem(),
                    "mend the syntax there");
        } catch (YAMLException e) {
            throw UserError.input(
                    file, 1, 0, "is not YAML: " + firstLine(String.valueOf(e.getMessage())), "mend the syntax");
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unreadable");
    }
}
