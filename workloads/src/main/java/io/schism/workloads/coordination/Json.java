package io.schism.workloads.coordination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON as the service's members read and write it. */
public final class Json {
    /** What everything but configurations goes through: unknown members are ignored. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private Json() {}

    /**
     * Reads a configuration; an unknown, missing or wrong member is the user's mistake.
     *
     * @throws UserError naming file, line and column
     */
    public static <T> T configuration(Path file, Class<T> type) {
        String remedy = "write a " + type.getSimpleName() + " in JSON";
        try {
            return STRICT.readValue(Files.readAllBytes(file), type);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String problem = e.getOriginalMessage().lines().findFirst().orElse("not valid");
            throw UserError.input(
                    file, at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr(), problem, remedy);
        } catch (IOException e) {
            throw UserError.input(file, 0, 0, "cannot be read: " + e, "name a file that holds the configuration");
        }
    }
}
