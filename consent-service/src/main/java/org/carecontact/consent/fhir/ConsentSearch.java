package org.carecontact.consent.fhir;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.consent.consents.HospitalConsents;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.kernel.web.Page;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * Searches consents in the order of their last change: what is new or changes while somebody turns pages comes at the
 * end, so nothing is missed.
 */
final class ConsentSearch {

    static final String PATIENT = "patient";
    static final String PATIENT_IDENTIFIER = "patient:identifier";
    static final String LAST_UPDATED = "_lastUpdated";
    static final String COUNT = "_count";
    static final String CURSOR = "_cursor";
    static final List<String> PARAMETERS = List.of(PATIENT, PATIENT_IDENTIFIER, LAST_UPDATED, COUNT, CURSOR);

    private static final int USUAL = 20;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String TYPE = "Patient/";

    private final HospitalConsents consents;
    private final String hospital;
    private final Query query;

    ConsentSearch(HospitalConsents consents, String hospital, Query query) {
        this.consents = consents;
        this.hospital = hospital;
        this.query = query;
    }

    /** Finds a page. */
    Element bundle(Instant now) {
        Span span = span();
        Cursor after = query.one(CURSOR)
                .map(text -> Cursor.parse(text).orElseThrow(() -> Query.bad(CURSOR, "Bundle.link.url (next)")))
                .orElse(null);
        int count = count();
        List<Known> found = patient()
                .map(patient -> ofPatient(patient, span, after))
                .orElseGet(() -> changed(span, after, count + 1));
        List<Known> shown = found.subList(0, Math.min(count, found.size()));
        Query next = found.size() > count
                ? query.with(CURSOR, Cursor.of(shown.getLast()).text())
                : null;
        return Searchset.part(
                query,
                shown.stream()
                        .map(consent -> ConsentMapper.resource(consent, now))
                        .toList(),
                next,
                now);
    }

    private List<Known> ofPatient(PatientId patient, Span span, @Nullable Cursor after) {
        return consents.ofPatient(hospital, patient).stream()
                .filter(consent -> span.contains(consent.since()) && isAfter(consent, after))
                .sorted(Comparator.comparing(Cursor::of))
                .toList();
    }

    /** Returns at least so many, if there are: of the moment at which the page before ended, all are read again. */
    private List<Known> changed(Span span, @Nullable Cursor after, int wanted) {
        Instant from = after != null && after.at().isAfter(span.from()) ? after.at() : span.from();
        for (int limit = wanted; ; limit *= 2) {
            List<Known> read = consents.changed(hospital, from, span.before(), limit);
            List<Known> rest =
                    read.stream().filter(consent -> isAfter(consent, after)).toList();
            if (rest.size() >= wanted || read.size() < limit) {
                return rest;
            }
        }
    }

    private static boolean isAfter(Known consent, @Nullable Cursor after) {
        return after == null || Cursor.of(consent).compareTo(after) > 0;
    }

    private Span span() {
        return query.all(LAST_UPDATED).stream()
                .map(text -> Span.parse(text)
                        .orElseThrow(() -> Query.bad(LAST_UPDATED, "(eq|gt|ge|lt|le)YYYY-MM-DDThh:mm:ss+08:00")))
                .reduce(Span.ALWAYS, Span::and);
    }

    /** A page is never larger than those of other lists, whatever was asked for (R4, 3.1.1.5.6). */
    private int count() {
        return query.one(COUNT)
                .map(text -> {
                    if (!NUMBER.matcher(text).matches()) {
                        throw Query.bad(COUNT, "1-" + Page.LARGEST);
                    }
                    return Math.min(Integer.parseInt(text), Page.LARGEST);
                })
                .orElse(USUAL);
    }

    private Optional<PatientId> patient() {
        Optional<String> reference =
                query.one(PATIENT).map(text -> text.startsWith(TYPE) ? text.substring(TYPE.length()) : text);
        Optional<String> identifier = query.one(PATIENT_IDENTIFIER).map(this::value);
        if (reference.isPresent() && identifier.isPresent()) {
            throw Query.bad(PATIENT_IDENTIFIER, PATIENT + " | " + PATIENT_IDENTIFIER);
        }
        return Stream.of(reference, identifier)
                .flatMap(Optional::stream)
                .findFirst()
                .map(text -> PatientId.parse(text)
                        .orElseThrow(() -> Query.bad(
                                reference.isPresent() ? PATIENT : PATIENT_IDENTIFIER,
                                Systems.patients(hospital) + "|ID")));
    }

    /** Takes the value of {@code system|value}; the system is the hospital's, or left out. */
    private String value(String token) {
        String ours = Systems.patients(hospital) + "|";
        return token.startsWith(ours)
                ? token.substring(ours.length())
                : token.startsWith("|") ? token.substring(1) : token;
    }
}
