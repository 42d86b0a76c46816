package org.carecontact.gateway.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.fhir.reading.LogicalIds;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.Warning;
import org.carecontact.gateway.files.LineRefused;
import org.carecontact.gateway.files.LineTaken;
import org.carecontact.gateway.files.LineTaker;
import org.carecontact.gateway.intake.Inlet;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.intake.Understood;
import org.carecontact.gateway.refused.Waiting;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.PlainIds;
import org.carecontact.gateway.values.Prints;
import org.carecontact.kernel.Kernel;
import org.carecontact.schemas.ids.PatientId;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

// Longer than 300 lines: one line, from its bytes to its verdict.
/**
 * Takes files of one resource or Bundle a line, as bulk data has them, with the meaning and the refusals of the FHIR door.
 * A resource has the id under which others refer to it. The class names HAPI FHIR only inside {@link Body}: that library is
 * loaded with the first line.
 */
@Component
public final class FhirLines implements LineTaker {

    private final Inlet inlet;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final Function<String, LogicalIds> ids;
    private final Function<Feed, Latecomers> latecomers;
    private final Clock clock;

    @Autowired
    FhirLines(
            Intake intake,
            Prints prints,
            PersonalValues values,
            Births births,
            MongoDatabaseFactory mongo,
            Waiting waiting,
            Kernel kernel) {
        this(
                intake,
                prints,
                values,
                births,
                hospital -> LogicalIds.stored(mongo, hospital),
                feed -> new OfFile(feed, waiting),
                kernel.clock());
    }

    /** Without a store: for one thread, one feed, and what refers to what it has read itself. */
    public FhirLines(Inlet inlet, Prints prints, PersonalValues values, Births births, Clock clock) {
        LogicalIds remembered = LogicalIds.remembered();
        this(inlet, prints, values, births, _ -> remembered, _ -> new Tried(), clock);
    }

    private FhirLines(
            Inlet inlet,
            Prints prints,
            PersonalValues values,
            Births births,
            Function<String, LogicalIds> ids,
            Function<Feed, Latecomers> latecomers,
            Clock clock) {
        this.inlet = inlet;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.ids = ids;
        this.latecomers = latecomers;
        this.clock = clock;
    }

    /** A line does not wait: it is refused and kept, and its report says so. */
    private record OfFile(Feed feed, Waiting waiting) implements Latecomers {

        @Override
        public boolean keep(Sent sent, String messageId, Refused why) {
            return false;
        }

        @Override
        public void arrived(List<String> names) {
            waiting.arrived(feed.hospital(), names);
        }

        @Override
        public Duration longest() {
            return waiting.longest();
        }
    }

    /** Says what would wait, and keeps nothing. */
    private record Tried() implements Latecomers {

        @Override
        public boolean keep(Sent sent, String messageId, Refused why) {
            return true;
        }

        @Override
        public void arrived(List<String> names) {}

        @Override
        public Duration longest() {
            return Duration.ofDays(7);
        }
    }

    @Override
    public Door door() {
        return Door.NDJSON;
    }

    @Override
    public LineTaken take(Feed feed, byte[] line, Instant told) throws LineRefused {
        return new Body(this, feed).take(line, told);
    }

    /** FHIR has no empty values: what is empty was a number. */
    @Override
    public byte[] again(byte[] kept) {
        return withoutEmpty(kept);
    }

    static byte[] withoutEmpty(byte[] kept) {
        try {
            JsonNode line = JsonMapper.shared().readTree(kept);
            dropEmpty(line);
            return JsonMapper.shared().writeValueAsBytes(line);
        } catch (JacksonException _) {
            return kept;
        }
    }

    private static void dropEmpty(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> empty = object.properties().stream()
                    .filter(one -> one.getValue().isString()
                            && one.getValue().asString().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            empty.forEach(object::remove);
        }
        node.forEach(FhirLines::dropEmpty);
    }

    @Override
    public List<PatientId> patients(Feed feed, byte[] line) {
        return new Body(this, feed).patients(line);
    }

    /** Says of a resource, or of each entry of a Bundle, in JSON or XML, what the FHIR door would understand. */
    void check(Feed feed, byte[] file, List<Statement> said, Consumer<Understood> to) {
        new Body(this, feed).check(file, said, to);
    }

    /** Reads for one feed, with HAPI FHIR. */
    private static final class Body {

        private final LogicalIds ids;
        private final ResourceIntake resources;
        private final boolean isOfDoor;

        Body(FhirLines lines, Feed feed) {
            ids = lines.ids.apply(feed.hospital());
            resources = FhirDoor.resources(
                    feed,
                    lines.inlet,
                    lines.prints,
                    lines.values,
                    lines.births,
                    ids,
                    lines.clock,
                    lines.latecomers.apply(feed));
            isOfDoor = feed.dialect().door() == Door.FHIR;
        }

        LineTaken take(byte[] line, Instant told) throws LineRefused {
            try {
                Bodies.Body body = Bodies.read(line, EncodingEnum.JSON, null);
                Resource resource = body.resource();
                return resource instanceof Bundle bundle
                        ? bundle(bundle, body.unreadable(), told)
                        : one(resource, told);
            } catch (Refused refused) {
                throw refusal(refused);
            }
        }

        private LineTaken one(Resource resource, Instant told) {
            Taken taken = resources.take(alone(resource, new Bundle().setTimestampElement(instant(told))));
            return new LineTaken(
                    resource.fhirType(),
                    shown(resource),
                    taken.isUsed(),
                    taken.warnings().stream().map(Body::words).toList());
        }

        /** A Bundle whose maker did not say when, is as old as its line. */
        private LineTaken bundle(Bundle bundle, SortedMap<Integer, Refused> unreadable, Instant told)
                throws LineRefused {
            if (!bundle.hasTimestamp()) {
                bundle.setTimestampElement(instant(told));
            }
            Bundle answer = new BundleDoor(resources).answer(bundle, unreadable, null);
            List<String> places = new ArrayList<>();
            List<String> remedies = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            for (BundleEntryComponent entry : answer.getEntry()) {
                if (entry.getResponse().getOutcome() instanceof OperationOutcome outcome) {
                    outcome.getIssue().forEach(issue -> {
                        if (issue.getSeverity() == IssueSeverity.ERROR) {
                            places.add(
                                    issue.getExpression().isEmpty()
                                            ? ""
                                            : issue.getExpression().getFirst().getValue());
                            remedies.add(issue.getDiagnostics());
                        } else if (issue.getSeverity() == IssueSeverity.WARNING) {
                            warnings.add(words(issue));
                        }
                    });
                }
            }
            if (!places.isEmpty()) {
                throw new LineRefused("AE", String.join("; ", places), String.join("; ", remedies));
            }
            return new LineTaken("Bundle", shown(bundle), true, warnings);
        }

        void check(byte[] file, List<Statement> said, Consumer<Understood> to) {
            try {
                Bodies.Body body = Bodies.read(file, isXml(file) ? EncodingEnum.XML : EncodingEnum.JSON, null);
                Resource resource = body.resource();
                if (resource instanceof Bundle bundle) {
                    entries(bundle, body.unreadable(), said, to);
                } else {
                    to.accept(understood(1, alone(resource, null), said));
                }
            } catch (Refused refused) {
                to.accept(refused(1, "", "", refused));
            }
        }

        /** In their order in the Bundle; of a transaction nothing is stored when one can't be. */
        private void entries(
                Bundle bundle, SortedMap<Integer, Refused> unreadable, List<Statement> said, Consumer<Understood> to) {
            BundleDoor.mustBeTaken(bundle);
            Understood[] all = new Understood[bundle.getEntry().size()];
            boolean fails = false;
            for (int i : BundleDoor.order(bundle, resources.types())) {
                try {
                    Refused flaw = unreadable.get(i);
                    if (flaw != null) {
                        throw flaw;
                    }
                    all[i] = understood(i + 1, BundleDoor.sent(bundle, i, null), said);
                } catch (Refused refused) {
                    all[i] = refused(i + 1, "", "", refused);
                }
                fails |= all[i].isRefused();
            }
            for (Understood one : all) {
                boolean fallsToo = fails && bundle.getType() == BundleType.TRANSACTION && !one.isRefused();
                to.accept(
                        fallsToo
                                ? Understood.refused(
                                        one.number(),
                                        "AE",
                                        one.kind(),
                                        one.id(),
                                        "",
                                        "Nothing of a transaction is stored, since another entry of it is refused")
                                : one);
            }
        }

        private Understood understood(long number, Sent sent, List<Statement> said) {
            said.clear();
            String type = sent.resource().fhirType();
            String id = shown(sent.resource());
            try {
                Bundle bundle = sent.bundle();
                boolean mayWait = isOfDoor && (bundle == null || bundle.getType() == BundleType.BATCH);
                Taken taken = mayWait ? resources.takeOrKeep(sent) : resources.take(sent);
                Warning waits = taken.waits();
                if (waits != null) {
                    return Understood.waiting(number, type, id, words(waits));
                }
                return new Understood(
                                number,
                                "AA",
                                type,
                                id,
                                said,
                                taken.warnings().stream().map(Body::words).toList())
                        .used(taken.isUsed());
            } catch (Refused refused) {
                return refused(number, type, id, refused);
            }
        }

        private static Understood refused(long number, String type, String id, Refused refused) {
            LineRefused said = refusal(refused);
            return Understood.refused(number, said.answer(), type, id, said.place(), said.remedy());
        }

        /** A resource that has an id is put under it; to one without, the feed gives one. */
        private static Sent alone(Resource resource, @Nullable Bundle around) {
            String id = References.logicalId(resource);
            return new Sent(resource, id == null, id, null, around, resource.fhirType(), null);
        }

        private static InstantType instant(Instant told) {
            return new InstantType(told.toString());
        }

        private static boolean isXml(byte[] file) {
            for (byte b : file) {
                if (b == '<' || b == '{') {
                    return b == '<';
                }
            }
            return false;
        }

        private static LineRefused refusal(Refused refused) {
            if (refused.isOutage()) {
                throw refused;
            }
            return new LineRefused(
                    refused.type() == IssueType.NOTSUPPORTED ? "AR" : "AE", refused.place(), refused.remedy());
        }

        private static String shown(Resource resource) {
            String id = References.logicalId(resource);
            return id == null ? "" : PlainIds.message(id);
        }

        private static String words(Warning warning) {
            return warning.place() + ": " + warning.remedy();
        }

        private static String words(OperationOutcome.OperationOutcomeIssueComponent issue) {
            return (issue.getExpression().isEmpty()
                            ? ""
                            : issue.getExpression().getFirst().getValue() + ": ")
                    + issue.getDiagnostics();
        }

        /** A patient by the numbers that are said and by the id: a line may wait for the one that joins them. */
        List<PatientId> patients(byte[] line) {
            Set<PatientId> patients = new LinkedHashSet<>();
            Resource resource;
            try {
                resource = Bodies.read(line, EncodingEnum.JSON, null).resource();
            } catch (Refused _) {
                return List.of();
            }
            List<Resource> all = resource instanceof Bundle bundle
                    ? bundle.getEntry().stream()
                            .filter(BundleEntryComponent::hasResource)
                            .map(BundleEntryComponent::getResource)
                            .toList()
                    : List.of(resource);
            for (Resource one : all) {
                switch (one) {
                    case Patient patient -> {
                        add(patient.getIdentifier(), patients);
                        add(References.logicalId(patient), patients);
                        patient.getLink().forEach(link -> add(link.getOther(), patients));
                    }
                    case Encounter encounter -> add(encounter.getSubject(), patients);
                    default -> {}
                }
            }
            return List.copyOf(patients);
        }

        private void add(Reference reference, Set<PatientId> patients) {
            if (reference.hasIdentifier()) {
                add(List.of(reference.getIdentifier()), patients);
            }
            if (reference.getReferenceElement().hasIdPart()) {
                add(reference.getReferenceElement().getIdPart(), patients);
            }
        }

        private static void add(List<Identifier> identifiers, Set<PatientId> patients) {
            for (Identifier one : identifiers) {
                if (one.hasValue() && !CitizenNumbers.isOne(one.getValue())) {
                    PatientId.parse(one.getValue().strip()).ifPresent(patients::add);
                }
            }
        }

        private void add(@Nullable String id, Set<PatientId> patients) {
            if (id == null || CitizenNumbers.isOne(id)) {
                return;
            }
            PatientId.parse("Patient/" + id).ifPresent(patients::add);
            ids.find("Patient", id).flatMap(PatientId::parse).ifPresent(patients::add);
        }
    }
}
