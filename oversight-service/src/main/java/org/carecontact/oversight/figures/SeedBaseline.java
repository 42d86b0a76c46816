package org.carecontact.oversight.figures;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/** The percentages of the seed articles, as data: claims to compare with, never facts. */
@Component
final class SeedBaseline {

    /** The file seed-baseline.json. */
    record Baseline(Label label, boolean verified, String source, List<Claim> claims) {

        /** Returns the percentage of the claim with this id. */
        double percent(String id) {
            return claims.stream()
                    .filter(claim -> claim.id().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .percent();
        }
    }

    record Label(String zh, String en) {}

    /** One claim, with the origin that the article names for it. */
    record Claim(String id, double percent, Label of, String origin) {}

    private final Baseline baseline;

    SeedBaseline(ObjectMapper json) throws IOException {
        try (InputStream file = new ClassPathResource("seed-baseline.json").getInputStream()) {
            baseline = json.readValue(file, Baseline.class);
        }
    }

    Baseline baseline() {
        return baseline;
    }
}
