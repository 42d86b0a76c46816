package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.model.Segment;
import java.util.ArrayList;
import java.util.List;

/** Reads the values of fields. */
final class Fields {

    static final String NULL = "\"\"";

    /** One repetition of a field. */
    record Repetition(List<String> components) {

        /** A component as it came, from 1 on. */
        String raw(int component) {
            return components.size() < component ? "" : components.get(component - 1);
        }

        /** A component; empty when it is HL7's null. */
        String text(int component) {
            String raw = raw(component);
            return raw.equals(NULL) ? "" : raw;
        }
    }

    private static final int COMPONENTS = 14;

    private final Segment segment;

    Fields(Segment segment) {
        this.segment = segment;
    }

    List<Repetition> repetitions(int field) {
        List<Repetition> repetitions = new ArrayList<>();
        for (int i = 0; i < Segments.repetitions(segment, field); i++) {
            List<String> components = new ArrayList<>();
            for (int component = 1; component <= COMPONENTS; component++) {
                components.add(Segments.part(segment, field, i, component));
            }
            repetitions.add(new Repetition(components));
        }
        return repetitions;
    }

    /** Whether the whole field says that what was known holds no longer. */
    boolean isWithdrawn(int field) {
        return raw(field, 1).equals(NULL) && Segments.repetitions(segment, field) == 1;
    }

    boolean isEmpty(int field) {
        return repetitions(field).stream()
                .allMatch(one -> one.components().stream().allMatch(String::isEmpty));
    }

    /** A component of the first repetition; empty when absent or HL7's null. */
    String text(int field, int component) {
        String raw = raw(field, component);
        return raw.equals(NULL) ? "" : raw;
    }

    private String raw(int field, int component) {
        return Segments.repetitions(segment, field) == 0 ? "" : Segments.part(segment, field, 0, component);
    }
}
