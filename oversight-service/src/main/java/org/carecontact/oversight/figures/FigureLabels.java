package org.carecontact.oversight.figures;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.carecontact.oversight.figures.domain.InstitutionType;
import org.carecontact.oversight.figures.domain.Scene;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/** The labels of the figures' rows in Chinese and English, from figure-labels.json. */
@Component
final class FigureLabels {

    record Label(String zh, String en) {}

    private record Labels(Label all, Map<Scene, Label> scenes, Map<InstitutionType, Label> institutionTypes) {}

    private final Labels labels;

    /** Fails when a row has no label. */
    FigureLabels(ObjectMapper json) throws IOException {
        try (InputStream file = new ClassPathResource("figure-labels.json").getInputStream()) {
            labels = json.readValue(file, Labels.class);
        }
        for (Scene scene : Scene.values()) {
            of(scene);
        }
        for (InstitutionType type : InstitutionType.values()) {
            of(type);
        }
    }

    Label all() {
        return labels.all();
    }

    Label of(Scene scene) {
        return known(labels.scenes(), scene);
    }

    Label of(InstitutionType type) {
        return known(labels.institutionTypes(), type);
    }

    private static <C> Label known(Map<C, Label> labels, C code) {
        Label label = labels.get(code);
        if (label == null) {
            throw new IllegalStateException("figure-labels.json has no label for " + code);
        }
        return label;
    }
}
