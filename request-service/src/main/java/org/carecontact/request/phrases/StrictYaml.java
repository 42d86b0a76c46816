package org.carecontact.request.phrases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads a YAML file into a record; an unknown entry is an error, so that a typing mistake stops the start. */
public final class StrictYaml {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final JsonMapper COMPLETE = STRICT.rebuild()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private StrictYaml() {}

    /** Reads a file in which entries may be missing. */
    public static <T> T read(Resource file, Class<T> type) {
        return read(file, type, STRICT);
    }

    /** Reads a file in which every entry must be present. */
    public static <T> T readWhole(Resource file, Class<T> type) {
        return read(file, type, COMPLETE);
    }

    private static <T> T read(Resource file, Class<T> type, JsonMapper mapper) {
        try (InputStream in = file.getInputStream()) {
            return mapper.convertValue(new Yaml(new SafeConstructor(new LoaderOptions())).load(in), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
