package org.carecontact.gateway.fhir;

import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.carecontact.gateway.fhir.ResourceIntake.Read;
import org.carecontact.gateway.fhir.reading.Refused;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Transactions and batches, answered when all of them is durable. HAPI FHIR calls it by its annotation. */
public final class BundleDoor {

    private static final int MOST_ENTRIES = 500;

    private final ResourceIntake resources;

    BundleDoor(ResourceIntake resources) {
        this.resources = resources;
    }

    /** A transaction is stored when each of its entries can be read; of a batch each entry is by itself, and may wait as if it came alone. */
    @Transaction
    public Bundle bundle(@TransactionParam Bundle bundle, RequestDetails request) {
        return answer(bundle, IncomingBodies.unreadable(request), request.getHeader(ResourceDoor.REQUEST_ID));
    }

    /**
     * Takes a Bundle.
     *
     * @param unreadable why entries can't be read
     */
    Bundle answer(Bundle bundle, SortedMap<Integer, Refused> unreadable, @Nullable String requestId) {
        mustBeTaken(bundle);
        if (bundle.getType() == BundleType.BATCH) {
            return batch(bundle, unreadable, requestId);
        }
        if (!unreadable.isEmpty()) {
            throw unreadable.firstEntry().getValue();
        }
        return transaction(bundle, requestId);
    }

    static void mustNotBeTooMany(int entries) {
        if (entries > MOST_ENTRIES) {
            throw Refused.content(IssueType.TOOLONG, "Bundle.entry", "At most " + MOST_ENTRIES + " entries");
        }
    }

    /** The type, and how many entries there are. */
    static void mustBeTaken(Bundle bundle) {
        mustNotBeTooMany(bundle.getEntry().size());
        if (bundle.getType() != BundleType.TRANSACTION && bundle.getType() != BundleType.BATCH) {
            throw Refused.content(IssueType.NOTSUPPORTED, "Bundle.type", "transaction or batch");
        }
    }

    /** A later objection leaves the entries before it stored: each says by itself what is so, and may come again. */
    private Bundle transaction(Bundle bundle, @Nullable String requestId) {
        Bundle answer = answer(bundle, BundleType.TRANSACTIONRESPONSE);
        List<Read> read = new ArrayList<>();
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            read.add(resources.read(sent(bundle, i, requestId)));
        }
        for (int i : order(bundle, resources.types())) {
            answered(answer, i, resources.store(read.get(i)));
        }
        return answer;
    }

    private Bundle batch(Bundle bundle, SortedMap<Integer, Refused> unreadable, @Nullable String requestId) {
        Bundle answer = answer(bundle, BundleType.BATCHRESPONSE);
        unreadable.forEach((entry, refused) -> refused(answer, entry, refused));
        for (int i : order(bundle, resources.types())) {
            if (unreadable.containsKey(i)) {
                continue;
            }
            try {
                answered(answer, i, resources.takeOrKeep(sent(bundle, i, requestId)));
            } catch (Refused refused) {
                if (refused.isOutage()) {
                    throw refused;
                }
                refused(answer, i, refused);
            }
        }
        return answer;
    }

    private static void refused(Bundle answer, int entry, Refused refused) {
        response(answer, entry)
                .setStatus(String.valueOf(refused.getStatusCode()))
                .setOutcome(refused.outcome());
    }

    private static Bundle answer(Bundle bundle, BundleType type) {
        Bundle answer = new Bundle().setType(type);
        bundle.getEntry().forEach(_ -> answer.addEntry());
        return answer;
    }

    private static BundleEntryResponseComponent response(Bundle answer, int entry) {
        return answer.getEntry().get(entry).getResponse();
    }

    private static void answered(Bundle answer, int entry, Taken taken) {
        response(answer, entry)
                .setStatus(taken.isCreated() ? "201 Created" : "200 OK")
                .setLocation(taken.id().getValue())
                .setOutcome(taken.outcome());
    }

    /** Those first on which others rest; otherwise as they came. */
    static List<Integer> order(Bundle bundle, List<String> types) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing((Integer i) -> {
            Resource resource = bundle.getEntry().get(i).getResource();
            return resource == null ? -1 : types.indexOf(resource.fhirType());
        }));
        return order;
    }

    static Sent sent(Bundle bundle, int number, @Nullable String requestId) {
        BundleEntryComponent entry = bundle.getEntry().get(number);
        BundleEntryRequestComponent request = entry.getRequest();
        String place = "Bundle.entry[" + number + "]";
        boolean creates = request.getMethod() == HTTPVerb.POST;
        if (!creates && request.getMethod() != HTTPVerb.PUT) {
            throw Refused.content(IssueType.NOTSUPPORTED, place + ".request.method", "POST or PUT");
        }
        Resource resource = entry.getResource();
        if (resource == null) {
            throw Refused.content(IssueType.REQUIRED, place + ".resource", "A resource");
        }
        String url = request.hasUrl() ? request.getUrl() : "";
        int search = url.indexOf('?');
        String path = search < 0 ? url : url.substring(0, search);
        IdType id = new IdType(path);
        boolean isOfType = path.equals(resource.fhirType())
                || (!creates && resource.fhirType().equals(id.getResourceType()) && id.hasIdPart());
        boolean isFound = creates || search >= 0 || id.hasResourceType();
        if (!isOfType || !isFound) {
            throw Refused.content(
                    IssueType.VALUE,
                    place + ".request.url",
                    "The resource's type, for PUT with its id or ?identifier=system|value");
        }
        String condition = creates ? request.getIfNoneExist() : search < 0 ? null : url.substring(search);
        return new Sent(
                resource,
                creates,
                creates || condition != null ? null : id.getIdPart(),
                condition,
                bundle,
                place + ".resource",
                requestId);
    }
}
