package org.carecontact.policy.editions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.policy.documents.DocumentParser;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.documents.PolicyRefused;
import org.carecontact.policy.editions.domain.EditionCommand;
import org.carecontact.policy.editions.domain.EditionCommand.Install;
import org.carecontact.policy.editions.domain.EditionEvent;
import org.carecontact.policy.editions.domain.EditionRejection;
import org.carecontact.policy.editions.domain.Editions;
import org.carecontact.policy.editions.domain.Editions.Activation;
import org.carecontact.policy.editions.domain.Editions.Edition;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.rules.domain.Hospital;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.rules.domain.Policies;
import org.carecontact.policy.rules.domain.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Every version of every policy document: judges by those in force at the moment of a case, and judges again by those
 * that a past decision names.
 */
public final class Library implements Policy {

    /** Versions that another process published are known here after this time. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final ZoneId COUNTRY = ZoneId.of("Asia/Shanghai");

    /** The policies in force from one moment to another. */
    private record Current(
            Policies policies,
            List<PolicyDocument> documents,
            Instant from,
            @Nullable Instant until) {
        boolean holds(Instant moment) {
            return !moment.isBefore(from) && (until == null || moment.isBefore(until));
        }
    }

    private final Documents<EditionCommand, Editions, EditionEvent, EditionRejection> editions;
    private final Clock clock;
    private final Map<String, PolicyDocument> parsed = new ConcurrentHashMap<>();
    private final Supplier<? extends Collection<String>> owners;
    private volatile List<String> hospitals = List.of();
    private volatile Map<String, Editions> known = Map.of();
    private volatile @Nullable Current current;
    private volatile Instant read = Instant.EPOCH;

    /**
     * With the documents that came with the installation.
     *
     * @param owners everyone and the hospitals of whose documents any version is stored
     * @throws PolicyRefused when one changed without a new version, or they do not go together
     */
    public Library(
            Documents<EditionCommand, Editions, EditionEvent, EditionRejection> editions,
            Kernel kernel,
            Supplier<? extends Collection<String>> owners,
            List<PolicyDocument> installed) {
        this.editions = editions;
        this.owners = owners;
        this.clock = kernel.clock();
        PolicyDocuments.together(installed);
        Instant now = clock.instant();
        for (PolicyDocument document : installed) {
            Layer layer = document.layer();
            Instant from = begin(document);
            Install install =
                    new Install(layer.version(), document.text(), from.isAfter(now) ? from : Instant.EPOCH, now);
            Reply<Editions, EditionRejection> reply =
                    editions.handle(owner(document), EditionAggregate.id(owner(document), layer.name()), install);
            if (reply instanceof Reply.Refused<Editions, EditionRejection>(var why)
                    && why instanceof EditionRejection.VersionTaken) {
                throw new PolicyRefused(layer.name() + ": version " + layer.version()
                        + " was in use with another text; a changed document needs a new version");
            }
            if (!(reply instanceof Reply.Refused<Editions, EditionRejection>)) {
                parsed.put(key(document) + "@" + layer.version(), document);
            }
        }
        refresh();
    }

    /** Returns the owner of a document. */
    static String owner(PolicyDocument document) {
        return document.hospital() == null
                ? EditionAggregate.EVERYONE
                : document.hospital().id();
    }

    /** Returns the beginning of the first day on which it may hold. */
    static Instant begin(PolicyDocument document) {
        ZoneId zone =
                document.hospital() == null ? COUNTRY : document.hospital().zone();
        return document.layer().from().atStartOfDay(zone).toInstant();
    }

    @Override
    public Assessment assess(Facts facts) {
        return at(facts.now()).policies().assess(facts);
    }

    /** Returns the hospitals that documents describe. */
    public List<String> hospitals() {
        return hospitals;
    }

    /** Returns the policies in force now. */
    public Policies now() {
        return at(clock.instant()).policies();
    }

    /** Returns the policies that would be in force now with this document in the place of its namesake. */
    public List<PolicyDocument> nowWith(List<PolicyDocument> candidates) {
        Map<String, PolicyDocument> all = new LinkedHashMap<>();
        at(clock.instant()).documents().forEach(one -> all.put(key(one), one));
        candidates.forEach(one -> all.put(key(one), one));
        return List.copyOf(all.values());
    }

    /**
     * The same case by the very versions that it was decided by.
     *
     * @throws PolicyRefused when a version is not known here
     */
    public Assessment again(Facts facts, List<String> references) {
        List<Layer> layers = new ArrayList<>();
        Hospital hospital = null;
        for (String reference : references.subList(0, references.size() - 1)) {
            PolicyDocument document = document(facts.asked().hospital(), reference);
            if (document == null) {
                throw new PolicyRefused("the version " + reference + " is not known here");
            }
            layers.add(document.layer());
            hospital = document.hospital() == null ? hospital : document.hospital();
        }
        return Policies.assess(layers, hospital, facts);
    }

    /** Returns a version by its reference, as national@2; null when there is none. */
    public @Nullable PolicyDocument document(String hospital, String reference) {
        PolicyDocument own = parsed.get(hospital + ":" + reference);
        PolicyDocument found = own != null ? own : parsed.get(EditionAggregate.EVERYONE + ":" + reference);
        if (found == null && stale()) {
            refresh();
            return document(hospital, reference);
        }
        return found;
    }

    /** Reads new versions; known ones are not read again, as they never change. */
    synchronized void refresh() {
        Map<String, Editions> found = new HashMap<>();
        TreeSet<String> all = new TreeSet<>(owners.get());
        all.forEach(owner -> editionsOf(owner).forEach(stored -> found.put(stored.id(), stored.state())));
        found.forEach((id, versions) -> {
            String owner = id.substring(0, id.indexOf(':'));
            for (Edition edition : versions.all()) {
                String name = id.substring(id.indexOf(':') + 1);
                parsed.computeIfAbsent(
                        owner + ":" + name + "@" + edition.version(), _ -> DocumentParser.read(name, edition.text()));
            }
        });
        all.remove(EditionAggregate.EVERYONE);
        hospitals = List.copyOf(all);
        known = Map.copyOf(found);
        current = null;
        read = clock.instant();
    }

    private void refreshWhenStale() {
        if (stale()) {
            synchronized (this) {
                if (stale()) {
                    refresh();
                }
            }
        }
    }

    private boolean stale() {
        return Duration.between(read, clock.instant()).abs().compareTo(FRESH) > 0;
    }

    private List<Stored<Editions>> editionsOf(String owner) {
        return editions.page(owner, new org.bson.Document(), null, 1_000);
    }

    private Current at(Instant moment) {
        refreshWhenStale();
        Current held = current;
        if (held == null || !held.holds(moment)) {
            held = inForce(moment);
            current = held;
        }
        return held;
    }

    private Current inForce(Instant moment) {
        List<PolicyDocument> documents = new ArrayList<>();
        Instant from = Instant.EPOCH;
        Instant until = null;
        for (Map.Entry<String, Editions> one : known.entrySet()) {
            Activation active = one.getValue().inForce(moment);
            if (active != null) {
                documents.add(Objects.requireNonNull(parsed.get(one.getKey() + "@" + active.version())));
                from = active.from().isAfter(from) ? active.from() : from;
            }
            Instant next = one.getValue().nextChange(moment).orElse(null);
            if (next != null && (until == null || next.isBefore(until))) {
                until = next;
            }
        }
        return new Current(PolicyDocuments.together(documents), List.copyOf(documents), from, until);
    }

    private static String key(PolicyDocument document) {
        return owner(document) + ":" + document.layer().name();
    }
}
