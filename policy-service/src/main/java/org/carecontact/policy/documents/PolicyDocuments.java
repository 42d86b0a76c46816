package org.carecontact.policy.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.rules.domain.Policies;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** All policy documents of an installation: those shipped, and the hospitals' own from a directory. */
public final class PolicyDocuments {

    static final List<String> SHIPPED = List.of(
            "national.yaml",
            "institution-public-tertiary.yaml",
            "institution-private-specialty.yaml",
            "institution-internet.yaml",
            "department-plastic-surgery.yaml",
            "doctor-defaults.yaml");

    private PolicyDocuments() {}

    /**
     * Reads and checks all of them together.
     *
     * @throws PolicyRefused when one can't be used; the service does not start with half of its rules
     */
    static Policies read(@Nullable Path directory) {
        return together(all(directory));
    }

    public static List<PolicyDocument> all(@Nullable Path directory) {
        List<PolicyDocument> documents = new ArrayList<>(shipped());
        if (directory != null) {
            documents.addAll(of(directory));
        }
        return documents;
    }

    /**
     * As one set.
     *
     * @throws PolicyRefused when they do not go together
     */
    public static Policies together(List<PolicyDocument> documents) {
        List<Layer> layers = documents.stream().map(PolicyDocument::layer).toList();
        try {
            return new Policies(
                    layers,
                    documents.stream()
                            .map(PolicyDocument::hospital)
                            .filter(Objects::nonNull)
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new PolicyRefused("the documents do not go together: " + e.getMessage());
        }
    }

    public static List<PolicyDocument> shipped() {
        return SHIPPED.stream()
                .map(name -> DocumentParser.parse(name, text("policies/" + name)))
                .toList();
    }

    public static String text(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<PolicyDocument> of(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new PolicyRefused("carecontact.policies.directory: " + directory + " is no directory");
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<PolicyDocument> documents = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                Path ofHospital = file.resolve("policies");
                if (file.toString().endsWith(".yaml")) {
                    documents.add(DocumentParser.parse(file.getFileName().toString(), Files.readString(file)));
                } else if (!file.getFileName().toString().startsWith(".") && Files.isDirectory(ofHospital)) {
                    documents.addAll(of(ofHospital));
                }
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
