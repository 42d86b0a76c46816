package org.carecontact.gateway.fhir;

import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.api.EncodingEnum;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.gateway.fhir.reading.Refused;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Reads FHIR R4 in UTF-8, strictly; says of what can't be read where it is wrong and what would be right. */
final class Bodies {

    private static final int MALFORMED = 400;
    private static final String ENTRY = "Bundle.entry";
    private static final Pattern DECLARED =
            Pattern.compile("\\s*<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})");

    /**
     * What was read.
     *
     * @param unreadable why entries of a Bundle can't be read, by their index; they are empty in the resource
     */
    record Body(Resource resource, SortedMap<Integer, Refused> unreadable) {

        Body {
            unreadable = Collections.unmodifiableSortedMap(new TreeMap<>(unreadable));
        }
    }

    private Bodies() {}

    /**
     * Reads one.
     *
     * @param base of the server, which absolute references to it begin with; null for none
     * @throws Refused when nothing of it can be read
     */
    static Body read(byte[] bytes, EncodingEnum encoding, @Nullable String base) {
        String text = text(bytes, encoding);
        try {
            return new Body(parsed(text, encoding, base), Collections.emptySortedMap());
        } catch (Refused refused) {
            return BundleText.of(text, encoding)
                    .map(bundle -> apart(bundle, encoding, base, refused))
                    .orElseThrow(() -> refused);
        }
    }

    /** Each entry by itself, then those together that can be read. */
    private static Body apart(BundleText bundle, EncodingEnum encoding, @Nullable String base, Refused whole) {
        BundleDoor.mustNotBeTooMany(bundle.entries());
        SortedMap<Integer, Refused> unreadable = new TreeMap<>();
        for (int i = 0; i < bundle.entries(); i++) {
            try {
                var _ = parsed(bundle.only(i), encoding, base);
            } catch (Refused refused) {
                String place = refused.place();
                String within = place.startsWith(ENTRY + ".") ? place.substring(ENTRY.length()) : "";
                unreadable.put(i, refused.at(ENTRY + "[" + i + "]" + within));
            }
        }
        if (unreadable.isEmpty()) {
            throw whole;
        }
        return new Body(parsed(bundle.without(unreadable.keySet()), encoding, base), unreadable);
    }

    private static String text(byte[] bytes, EncodingEnum encoding) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Matcher declared = DECLARED.matcher(text);
            if (encoding == EncodingEnum.XML
                    && declared.lookingAt()
                    && !declared.group(1).equalsIgnoreCase("UTF-8")) {
                throw malformed("XML in UTF-8, and no other encoding in its declaration");
            }
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw malformed(encoding == EncodingEnum.XML ? "FHIR in UTF-8" : "FHIR in UTF-8 (RFC 8259, section 8.1)");
        }
    }

    private static Resource parsed(String text, EncodingEnum encoding, @Nullable String base) {
        IParser parser = encoding.newParser(FhirDoor.context());
        parser.setServerBaseUrl(base);
        try {
            return (Resource) parser.parseResource(text);
        } catch (RuntimeException | StackOverflowError e) {
            for (Throwable one = e; one != null; one = one.getCause()) {
                if (one instanceof Refused refused) {
                    throw placed(refused, text, encoding);
                }
            }
            throw malformed(text, encoding);
        }
    }

    /** The parser names the last elements of a place. */
    private static Refused placed(Refused refused, String text, EncodingEnum encoding) {
        if (refused.place().isEmpty()) {
            return refused.at(Places.type(text, encoding));
        }
        if (refused.type() != IssueType.VALUE) {
            return refused.at(Places.whole(text, encoding, refused.place()));
        }
        Optional<Places.Place> found =
                Places.first(text, encoding, place -> place.ends(refused.place()) && !Values.isAllowed(place));
        return found.map(place -> Values.refused(refused, place)).orElse(refused);
    }

    private static Refused malformed(String text, EncodingEnum encoding) {
        if (text.isBlank()) {
            return malformed("A body: a resource, or a Bundle of them");
        }
        String flaw = Places.flaw(text, encoding);
        if (!flaw.isEmpty()) {
            return malformed(flaw);
        }
        Optional<Places.Place> unknown = Places.first(
                text,
                encoding,
                place -> place.ends(Places.TYPE)
                        && !FhirDoor.context().getResourceTypes().contains(place.value()));
        String place = unknown.flatMap(it -> it.around().shown()).orElse("");
        return new Refused(
                MALFORMED,
                IssueType.STRUCTURE,
                place,
                unknown.isPresent() || Places.type(text, encoding).isEmpty()
                        ? "A resource of a type that R4 has, which "
                                + (encoding == EncodingEnum.XML ? "the element's name" : "resourceType")
                                + " says, as Patient"
                        : "A resource or Bundle of FHIR R4");
    }

    private static Refused malformed(String remedy) {
        return new Refused(MALFORMED, IssueType.STRUCTURE, "", remedy);
    }
}
