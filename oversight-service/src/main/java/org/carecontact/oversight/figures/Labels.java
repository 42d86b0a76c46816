package org.carecontact.oversight.figures;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import org.carecontact.oversight.figures.SeedBaseline.Label;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/** The rows of the figures' tables, in their order, with their names from labels.json. */
@Component
final class Labels {

    private record Read(
            LinkedHashMap<String, Label> scenes, LinkedHashMap<String, Label> institutionTypes, Label all) {}

    private final Read read;

    Labels(ObjectMapper json) throws IOException {
        try (InputStream file = new ClassPathResource("labels.json").getInputStream()) {
            read = json.readValue(file, Read.class);
        }
    }

    LinkedHashMap<String, Label> scenes() {
        return read.scenes();
    }

    LinkedHashMap<String, Label> institutionTypes() {
        return read.institutionTypes();
    }

    Label all() {
        return read.all();
    }
}
