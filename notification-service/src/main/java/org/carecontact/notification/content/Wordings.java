package org.carecontact.notification.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.notification.content.domain.Place;
import org.carecontact.notification.content.domain.Segments;
import org.carecontact.notification.content.domain.Vendor;
import org.carecontact.notification.content.domain.Wording;
import org.carecontact.notification.content.domain.WordingRules;
import org.carecontact.notification.correspondence.domain.NoticeKind;

/** The texts of one hospital at one vendor in one language; each keeps the rules, or it is not read. */
public final class Wordings {

    /** The subject of a message that stands for several notices. */
    public static final String DIGEST = "DIGEST";

    /** The subject of the answer to a reply that reads like an emergency. */
    public static final String EMERGENCY = "EMERGENCY";

    private static final String ADDRESS = "{address}";

    private final Vendor vendor;
    private final String signature;
    private final Map<String, Wording> bySubject;

    private Wordings(Vendor vendor, String signature, Map<String, Wording> bySubject) {
        this.vendor = vendor;
        this.signature = signature;
        this.bySubject = Map.copyOf(bySubject);
    }

    /** Returns every subject that a message can have: the kinds of notices, and two more. */
    public static Set<String> subjects(Vendor vendor) {
        Set<String> subjects = new LinkedHashSet<>();
        for (NoticeKind kind : NoticeKind.values()) {
            subjects.add(kind.name());
        }
        subjects.add(DIGEST);
        if (vendor.system().equals("sms")) {
            subjects.add(EMERGENCY);
        }
        return subjects;
    }

    /**
     * Reads the hospital's own file, {@code VENDOR.LANGUAGE.yml} in its folder, and for all that it lacks the shipped
     * one.
     *
     * @param folder the hospital's; need not exist
     * @param language zh or en
     * @param signature of an SMS, without 【】
     * @param address the constant address in every SMS, as {@code https://care.example.org/r}
     * @throws ContentRefused with everything that is wrong
     */
    public static Wordings read(Path folder, Vendor vendor, String language, String signature, String address) {
        String name = vendor.spelled() + "." + language + ".yml";
        Map<String, Wording> all = new HashMap<>(of(name, shipped(name), vendor, signature, address));
        Path own = folder.resolve(name);
        if (Files.isRegularFile(own)) {
            try {
                all.putAll(of(own.getFileName().toString(), Files.readString(own), vendor, signature, address));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Set<String> missing = new LinkedHashSet<>(subjects(vendor));
        missing.removeAll(all.keySet());
        if (!missing.isEmpty()) {
            throw new ContentRefused(name + ": no text for " + String.join(", ", missing));
        }
        return new Wordings(vendor, signature, all);
    }

    /** Reads one file; what it has keeps the rules. */
    static Map<String, Wording> of(String file, String text, Vendor vendor, String signature, String address) {
        List<String> problems = new ArrayList<>();
        Map<String, Wording> read = new LinkedHashMap<>();
        ContentEntry.root(file, text)
                .fields(subjects(vendor).toArray(String[]::new))
                .forEach((subject, entry) -> {
                    SequencedMap<String, String> parts = new LinkedHashMap<>();
                    entry.map()
                            .forEach((part, value) ->
                                    parts.put(part, value.text().replace(ADDRESS, address)));
                    Wording wording = new Wording(parts);
                    WordingRules.problems(
                                    vendor,
                                    wording,
                                    needed(vendor, subject),
                                    signature,
                                    vendor.system().equals("sms") ? address : "")
                            .forEach(problem -> problems.add(String.valueOf(
                                    entry.refused(subject + ": " + problem).getMessage())));
                    read.put(subject, wording);
                });
        if (!problems.isEmpty()) {
            throw ContentRefused.of(problems);
        }
        return read;
    }

    private static Set<Place> needed(Vendor vendor, String subject) {
        if (subject.equals(NoticeKind.SIGNING_CODE.name())) {
            return Set.of(Place.CODE, Place.MINUTES);
        }
        if (subject.equals(EMERGENCY)) {
            return Set.of();
        }
        Stream<Place> entry = vendor.system().equals("sms") ? Stream.of(Place.ENTRY) : Stream.empty();
        Stream<Place> count = subject.equals(DIGEST) ? Stream.of(Place.COUNT) : Stream.empty();
        return Stream.concat(entry, count).collect(Collectors.toSet());
    }

    /**
     * Fills the parts of a message.
     *
     * @throws ContentRefused when a value makes it break a rule; nothing of the value is said
     */
    public SequencedMap<String, String> filled(String subject, Map<String, String> values) {
        SequencedMap<String, String> filled = wording(subject).filled(values);
        List<String> problems = new ArrayList<>(WordingRules.problemsOfValues(vendor, filled, signature));
        Arrays.stream(Place.values())
                .filter(place -> wording(subject).places().contains(place.spelled()))
                .filter(place -> values.getOrDefault(place.spelled(), "").length()
                        > place.longest().length())
                .forEach(place -> problems.add("the value of {" + place.spelled() + "} is too long"));
        if (!problems.isEmpty()) {
            throw new ContentRefused(subject + ": " + String.join(", ", problems));
        }
        return filled;
    }

    /** Returns the values of a template's places, in the order in which they stand. */
    public SequencedMap<String, String> chosen(String subject, Map<String, String> values) {
        var _ = filled(subject, values); // the rules hold for the whole text
        return wording(subject).chosen(values);
    }

    /** Returns how many text messages it becomes. */
    public int segments(String subject, Map<String, String> values) {
        return Segments.of(signature, wording(subject).filled(values).getOrDefault(Wording.TEXT, ""));
    }

    private Wording wording(String subject) {
        return Optional.ofNullable(bySubject.get(subject))
                .orElseThrow(() -> new ContentRefused(subject + ": there is no such text"));
    }

    private static String shipped(String name) {
        try (InputStream in = Wordings.class.getResourceAsStream("/content/" + name)) {
            if (in == null) {
                throw new ContentRefused(name + ": no such vendor and language");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
