package org.carecontact.sandbox.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.carecontact.sandbox.hospitals.SampleFolders;
import org.yaml.snakeyaml.Yaml;

/**
 * Who is made up at a sample hospital.
 *
 * @param doctors how many, by the code of their department
 */
record Sample(String id, InstitutionType type, Map<String, Integer> doctors) {

    /** All of them, in the order in which their people are drawn. */
    static List<Sample> all() {
        try {
            List<Map<String, Object>> all =
                    new Yaml().load(Files.readString(SampleFolders.all().resolve("samples.yml")));
            return all.stream().map(Sample::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Sample of(Map<String, Object> entry) {
        return new Sample(
                String.valueOf(entry.get("id")),
                InstitutionType.valueOf(String.valueOf(entry.get("type"))),
                (Map<String, Integer>) entry.getOrDefault("doctors", Map.of()));
    }
}
