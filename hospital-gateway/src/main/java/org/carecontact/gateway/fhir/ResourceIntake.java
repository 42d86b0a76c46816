package org.carecontact.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.fhir.reading.FhirTimes;
import org.carecontact.gateway.fhir.reading.LogicalIds;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.ResourceMapper;
import org.carecontact.gateway.fhir.reading.Told;
import org.carecontact.gateway.fhir.reading.Warning;
import org.carecontact.gateway.intake.Inlet;
import org.carecontact.gateway.intake.Objection;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.Prints;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

// Longer than 300 lines: one resource, from what was sent to what is durable or waits.
/** Takes resources of one feed: each is read before it is stored, and answered only when it is durable. */
final class ResourceIntake {

    private static final Logger log = LoggerFactory.getLogger(ResourceIntake.class);
    private static final Pattern REQUEST_ID = Pattern.compile("[\\x21-\\x7e]{1,40}");
    private static final String IDENTIFIER = "identifier=";
    /** Others refer to these by ids that may not be the hospital's numbers. */
    private static final Set<String> NUMBERED = Set.of("Patient", "Practitioner");

    private final Feed feed;
    private final Inlet inlet;
    private final Prints prints;
    private final LogicalIds ids;
    private final FhirContext fhir;
    private final Clock clock;
    private final Latecomers latecomers;
    private final Map<String, ResourceMapper<?>> mappers = new LinkedHashMap<>();

    /** The mappers stand in the order in which the resources of a Bundle are stored. */
    ResourceIntake(
            Feed feed,
            Inlet inlet,
            Prints prints,
            LogicalIds ids,
            FhirContext fhir,
            Clock clock,
            Latecomers latecomers,
            List<ResourceMapper<?>> mappers) {
        this.feed = feed;
        this.inlet = inlet;
        this.prints = prints;
        this.ids = ids;
        this.fhir = fhir;
        this.clock = clock;
        this.latecomers = latecomers;
        mappers.forEach(mapper -> this.mappers.put(mapper.type().getSimpleName(), mapper));
    }

    /** The types that can be sent, those first on which others rest. */
    List<String> types() {
        return List.copyOf(mappers.keySet());
    }

    Collection<ResourceMapper<?>> mappers() {
        return Collections.unmodifiableCollection(mappers.values());
    }

    /** A resource that was read and is not stored yet. */
    record Read(Sent sent, Told told, IdType id, Instant at, boolean isThere, List<Warning> warnings) {}

    /**
     * Takes one.
     *
     * @throws Refused when it can't be taken, or not now
     */
    Taken take(Sent sent) {
        return store(read(sent));
    }

    /**
     * Takes one, or keeps it until what it refers to comes.
     *
     * @throws Refused when it can't be taken, or not now
     */
    Taken takeOrKeep(Sent sent) {
        try {
            return take(sent);
        } catch (Refused refused) {
            String waitsFor = refused.waitsFor();
            if (waitsFor == null || refersIntoBundle(sent)) {
                throw refused;
            }
            mustFit(sent);
            String type = sent.resource().fhirType();
            String print = prints.of(type, print(sent.resource()));
            IdType id = id(sent, print);
            Instant now = clock.instant();
            Instant bundled = sent.bundledAt();
            Sent kept = sent.after(new Sent.Waited(bundled == null ? now : FhirTimes.held(bundled, now), id));
            if (!latecomers.keep(kept, messageId(kept, print), refused)) {
                throw refused;
            }
            int end = waitsFor.indexOf('/');
            if (ids.find(waitsFor.substring(0, end), waitsFor.substring(end + 1))
                    .isPresent()) {
                latecomers.arrived(List.of(waitsFor)); // it came meanwhile
            }
            return new Taken(
                    id,
                    sent.creates(),
                    true,
                    List.of(),
                    new Warning(
                            refused.place(),
                            "Accepted; it takes effect when the " + waitsFor.substring(0, end)
                                    + " comes to which this refers, and waits for it "
                                    + latecomers.longest().toDays() + " days"));
        }
    }

    /** Whether it can only be understood together with the other entries. */
    private boolean refersIntoBundle(Sent sent) {
        return sent.bundle() != null
                && fhir.newTerser().getAllPopulatedChildElementsOfType(sent.resource(), Reference.class).stream()
                        .anyMatch(
                                one -> one.hasReference() && one.getReference().startsWith("urn:"));
    }

    Read read(Sent sent) {
        Resource resource = sent.resource();
        String type = resource.fhirType();
        String logicalId = sent.logicalId();
        if (logicalId != null && CitizenNumbers.isOne(logicalId)) {
            throw Refused.content(IssueType.VALUE, sent.place() + ".id", "An id that is no citizen's number");
        }
        Sent.Waited waited = sent.waited();
        Instant now = waited == null ? clock.instant() : waited.cameAt();
        List<Warning> warnings = new ArrayList<>();
        String print = prints.of(type, print(resource));
        String messageId = messageId(sent, print);
        Instant told = toldAt(sent);
        if (told != null && FhirTimes.isAhead(told, now)) {
            warnings.add(new Warning(sent.place() + ".meta.lastUpdated", "A time that is not ahead of ours"));
        }
        String sender = "FHIR|" + feed.file().name();
        Instant bundled = sent.bundledAt();
        Stamp by = new Stamp(
                told == null ? now : FhirTimes.held(told, now),
                bundled == null ? Instant.EPOCH : bundled,
                messageId,
                sender);
        // Of a file, what stands in the place of a Bundle's time is no reading of the sender's clock.
        if (waited == null) {
            feed.meters().heard(sender, feed.dialect().door() == Door.NDJSON ? null : told, now);
        }
        Reading reading = new Reading(
                feed.hospital(),
                feed.dialect(),
                logicalId,
                sent.place(),
                sent.bundle(),
                new Heard(sender, messageId, print),
                by,
                now,
                warnings);
        if (feed.dialect().notUsed().contains(type)) {
            return new Read(sent, Told.of(List.of(), ""), id(sent, print), by.at(), false, warnings);
        }
        Told meaning = read(resource, reading);
        countClass(resource, meaning);
        mustFit(sent);
        IdType id = id(sent, meaning.number());
        boolean isThere = sent.creates()
                && sent.condition() != null
                && ids.find(type, id.getIdPart()).isPresent();
        return new Read(sent, meaning, id, by.at(), isThere, warnings);
    }

    /** PRENC, a pre-admission, is a class that says nothing. */
    private void countClass(Resource resource, Told meaning) {
        if (resource instanceof Encounter encounter
                && encounter.getClass_().hasCode()
                && !encounter.getClass_().getCode().equals("PRENC")
                && meaning.statements().stream()
                        .anyMatch(one -> one instanceof Statement.OfVisit(var command)
                                && command.report().encounterClass() instanceof Word.Absent<?>)) {
            feed.meters().unmapped("class", encounter.getClass_().getCode());
        }
    }

    private Told read(Resource resource, Reading reading) {
        ResourceMapper<?> mapper = mappers.get(resource.fhirType());
        if (mapper == null) {
            throw Refused.content(
                    IssueType.NOTSUPPORTED, reading.place(), "One of " + String.join(", ", mappers.keySet()));
        }
        return read(mapper, resource, reading);
    }

    private static <T extends Resource> Told read(ResourceMapper<T> mapper, Resource resource, Reading reading) {
        return mapper.read(mapper.type().cast(resource), reading);
    }

    /** In the order of the statements; what stops half-way comes again, and each has no effect when it does. */
    Taken store(Read read) {
        Sent sent = read.sent();
        if (!read.isThere()) {
            for (Statement statement : read.told().statements()) {
                Optional<Objection> objection;
                try {
                    objection = inlet.take(feed.hospital(), statement);
                } catch (RuntimeException e) {
                    feed.meters().unanswered();
                    log.atWarn()
                            .addKeyValue("hospital", feed.hospital())
                            .addKeyValue("feed", feed.file().name())
                            .addKeyValue("error", e.getClass().getSimpleName())
                            .log("a resource could not be stored now");
                    throw Refused.notNow();
                }
                if (objection.isPresent()) {
                    throw Refused.of(objection.get(), sent.place());
                }
            }
            keep(read);
        }
        boolean isUsed = read.told().isUsed();
        if (!isUsed) {
            feed.meters().notUsed();
        }
        if (sent.waited() == null) {
            read.warnings().forEach(warning -> feed.meters().warned(element(warning.place(), sent)));
        }
        return new Taken(read.id(), sent.creates() && !read.isThere(), isUsed, read.warnings(), null);
    }

    /** Without indices, and the same whether the resource came alone or in a Bundle. */
    private static String element(String place, Sent sent) {
        String whole = place.startsWith(sent.place())
                ? sent.resource().fhirType() + place.substring(sent.place().length())
                : place;
        return whole.replaceAll("\\[[0-9]+]", "");
    }

    /** What later references to it mean. */
    private void keep(Read read) {
        Told told = read.told();
        String type = read.sent().resource().fhirType();
        Set<String> names = new LinkedHashSet<>(List.of(read.id().getIdPart()));
        Sent.Waited waited = read.sent().waited();
        if (waited != null) {
            names.add(waited.id().getIdPart());
        }
        String meaning = told.meaning();
        if (meaning != null) {
            names.addAll(told.names());
            names.forEach(name -> ids.putNewest(type, name, meaning, read.at()));
        } else if (!told.number().isEmpty() && (read.sent().creates() || NUMBERED.contains(type))) {
            names.forEach(name -> ids.put(type, name, told.number()));
        } else {
            return;
        }
        latecomers.arrived(names.stream().map(name -> type + "/" + name).toList());
    }

    /** The same for the same content, in JSON and in XML. */
    private String print(Resource resource) {
        return fhir.newJsonParser().setPrettyPrint(false).encodeResourceToString(resource);
    }

    /** A Bundle's id is no name of a message: senders use one for all of theirs. */
    private static String messageId(Sent sent, String print) {
        String requestId = sent.requestId();
        return requestId == null || !REQUEST_ID.matcher(requestId).matches() || CitizenNumbers.isOne(requestId)
                ? print
                : requestId + "#" + sent.place().replaceAll("[^0-9]", "");
    }

    private static @Nullable Instant toldAt(Sent sent) {
        return sent.resource().getMeta().getLastUpdated() == null
                ? sent.bundledAt()
                : sent.resource().getMeta().getLastUpdated().toInstant();
    }

    /** The sender's, else one that follows from the hospital's own number, so that a repetition gets the same. */
    private IdType id(Sent sent, String number) {
        String type = sent.resource().fhirType();
        String logicalId = sent.logicalId();
        return new IdType(
                type,
                logicalId == null
                        ? prints.of("fhir", feed.hospital(), type, number).replace('_', '.')
                        : logicalId);
    }

    /** A condition is a search by an identifier that the resource itself has. */
    private static void mustFit(Sent sent) {
        String condition = sent.condition();
        if (condition == null) {
            return;
        }
        int search = condition.indexOf('?');
        String query = condition.substring(search + 1);
        Optional<Identifier> wanted = query.startsWith(IDENTIFIER) && query.indexOf('&') < 0
                ? References.searched(query.substring(IDENTIFIER.length()))
                : Optional.empty();
        boolean fits =
                wanted.filter(one -> References.has(sent.resource(), one)).isPresent();
        if (!fits) {
            throw Refused.content(
                    IssueType.NOTSUPPORTED,
                    sent.place() + ".identifier",
                    "A condition identifier=system|value that the resource itself has");
        }
    }
}
