package org.carecontact.policy.rules.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.rules.domain.Layer.Level;
import org.jspecify.annotations.Nullable;

/** All layers of an installation; a case is judged by those that apply to its hospital, department and doctor. */
public final class Policies implements Policy {

    private final Layer national;
    private final @Nullable Layer allDoctors;
    private final Map<String, Layer> types = new HashMap<>();
    private final Map<String, Layer> own = new HashMap<>();
    private final Map<String, Layer> profiles = new HashMap<>();
    private final Map<String, Hospital> hospitals = new HashMap<>();

    /**
     * Of layers and hospitals.
     *
     * @throws IllegalArgumentException when the national layer is missing, two layers claim one place, or a hospital's
     *     department names a profile that does not exist
     */
    public Policies(List<Layer> layers, List<Hospital> hospitals) {
        Layer base = null;
        Layer doctors = null;
        for (Layer layer : layers) {
            switch (layer.level()) {
                case NATIONAL -> {
                    if (base != null) {
                        throw new IllegalArgumentException("two national layers: " + base.name() + ", " + layer.name());
                    }
                    base = layer;
                }
                case INSTITUTION -> put(types, layer);
                case HOSPITAL -> put(own, layer);
                case DEPARTMENT -> put(profiles, layer);
                case DOCTOR -> {
                    if (doctors != null) {
                        throw new IllegalArgumentException(
                                "two layers for all doctors: " + doctors.name() + ", " + layer.name());
                    }
                    doctors = layer;
                }
            }
        }
        if (base == null) {
            throw new IllegalArgumentException("without a national layer nothing can be permitted");
        }
        national = base;
        allDoctors = doctors;
        for (Hospital hospital : hospitals) {
            if (this.hospitals.put(hospital.id(), hospital) != null) {
                throw new IllegalArgumentException("two documents describe the hospital " + hospital.id());
            }
            for (Hospital.Department department : hospital.departments().values()) {
                if (department.profile() != null && !profiles.containsKey(department.profile())) {
                    throw new IllegalArgumentException("department " + department.code() + " of " + hospital.id()
                            + " names the profile " + department.profile() + ", there is only " + profiles.keySet());
                }
            }
            requireDistinctRules(hospital);
        }
    }

    @Override
    public Assessment assess(Facts facts) {
        Hospital hospital = hospitals.get(facts.asked().hospital());
        return Combining.assess(layers(hospital, facts.department()), hospital, facts);
    }

    /** Judges by exactly these layers, whatever is in force. */
    public static Assessment assess(List<Layer> layers, @Nullable Hospital hospital, Facts facts) {
        return Combining.assess(layers, hospital, facts);
    }

    /** Returns the hospital, if a document describes it. */
    public @Nullable Hospital hospital(String id) {
        return hospitals.get(id);
    }

    /** Returns every layer that can apply at this hospital, the widest first. */
    public List<Layer> at(String hospitalId) {
        Hospital hospital = hospitals.get(hospitalId);
        List<Layer> all = new ArrayList<>(layers(hospital, null));
        if (hospital != null) {
            hospital.departments().values().stream()
                    .map(department -> department.profile() == null ? null : profiles.get(department.profile()))
                    .filter(java.util.Objects::nonNull)
                    .distinct()
                    .sorted(Comparator.comparing(Layer::name))
                    .forEach(all::add);
        }
        all.sort(Comparator.comparing(Layer::level).thenComparing(Layer::name));
        return all;
    }

    private List<Layer> layers(@Nullable Hospital hospital, @Nullable String department) {
        List<Layer> layers = new ArrayList<>(5);
        layers.add(national);
        if (hospital != null) {
            add(layers, types.get(hospital.type().name()));
            add(layers, own.get(hospital.id()));
            Hospital.Department found =
                    department == null ? null : hospital.departments().get(department);
            if (found != null && found.profile() != null) {
                add(layers, profiles.get(found.profile()));
            }
        }
        add(layers, allDoctors);
        return layers;
    }

    /** A reason is known by its code alone, so no two rules of a hospital may share one. */
    private void requireDistinctRules(Hospital hospital) {
        Map<String, String> seen = new HashMap<>();
        for (Reason reason : Reason.values()) {
            seen.put(reason.code(), "the combining of layers");
        }
        for (Layer layer : at(hospital.id())) {
            for (Rule rule : layer.rules()) {
                String other = seen.put(rule.id(), layer.name());
                if (other != null) {
                    throw new IllegalArgumentException(
                            "the rule " + rule.id() + " stands in " + other + " and in " + layer.name());
                }
            }
        }
    }

    private static void add(List<Layer> layers, @Nullable Layer layer) {
        if (layer != null) {
            layers.add(layer);
        }
    }

    private static void put(Map<String, Layer> place, Layer layer) {
        Layer other = place.put(layer.appliesTo(), layer);
        if (other != null && other.level() != Level.NATIONAL) {
            throw new IllegalArgumentException(
                    "two layers apply to " + layer.appliesTo() + ": " + other.name() + ", " + layer.name());
        }
    }
}
