package org.carecontact.gateway.fhir;

import ca.uhn.fhir.parser.DataFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.refused.Reason;
import org.carecontact.gateway.refused.RefusedMessage;
import org.carecontact.gateway.refused.Replayer.Outcome;
import org.carecontact.gateway.refused.Waiting;
import org.carecontact.gateway.values.Prints;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what came to a FHIR door too early, as a Bundle of one entry that says how and when it came, and takes it later. */
final class WaitingResources implements Latecomers {

    private static final Logger log = LoggerFactory.getLogger(WaitingResources.class);

    private final Feed feed;
    private final Waiting waiting;
    private final Prints prints;

    WaitingResources(Feed feed, Waiting waiting, Prints prints) {
        this.feed = feed;
        this.waiting = waiting;
        this.prints = prints;
    }

    @Override
    public boolean keep(Sent sent, String messageId, Refused why) {
        Sent.Waited waited = Objects.requireNonNull(sent.waited());
        String type = sent.resource().fhirType();
        String content = FhirDoor.context().newJsonParser().encodeResourceToString(sent.resource());
        RefusedMessage message = new RefusedMessage(
                "FHIR|" + feed.file().name(),
                messageId,
                List.of(),
                new Reason(sent.creates() ? "201" : "200", why.place(), why.remedy()),
                FhirDoor.context()
                        .newJsonParser()
                        .encodeResourceToString(bundle(sent))
                        .getBytes(StandardCharsets.UTF_8));
        String same = prints.of(
                "waits", feed.file().id(), messageId, type, waited.id().getIdPart(), content);
        try {
            return waiting.keep(feed, message, same, Objects.requireNonNull(why.waitsFor()));
        } catch (RuntimeException e) {
            feed.meters().unanswered();
            log.atWarn()
                    .addKeyValue("feed", feed.file().id())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a resource that has to wait could not be kept now");
            throw Refused.notNow();
        }
    }

    private static Bundle bundle(Sent sent) {
        Sent.Waited waited = Objects.requireNonNull(sent.waited());
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        bundle.setTimestampElement(new InstantType(waited.cameAt().toString()));
        if (sent.requestId() != null) {
            bundle.getIdentifier().setValue(sent.requestId());
        }
        BundleEntryComponent entry = bundle.addEntry().setResource(sent.resource());
        entry.getResponse().setLocation(waited.id().getValue());
        String type = sent.resource().fhirType();
        String condition = sent.condition();
        if (sent.creates()) {
            entry.getRequest().setMethod(HTTPVerb.POST).setUrl(type);
            if (condition != null) {
                entry.getRequest().setIfNoneExist(condition);
            }
        } else {
            entry.getRequest()
                    .setMethod(HTTPVerb.PUT)
                    .setUrl(type
                            + (condition == null
                                    ? "/" + sent.logicalId()
                                    : condition.substring(condition.indexOf('?'))));
        }
        return bundle;
    }

    /** Takes what was kept. */
    static Outcome replay(ResourceIntake resources, Feed feed, byte[] kept) {
        try {
            Bundle bundle = FhirDoor.context()
                    .newJsonParser()
                    .parseResource(Bundle.class, new String(FhirLines.withoutEmpty(kept), StandardCharsets.UTF_8));
            Sent.Waited waited = new Sent.Waited(
                    bundle.getTimestamp().toInstant(),
                    new IdType(bundle.getEntryFirstRep().getResponse().getLocation()));
            var _ = resources.take(
                    BundleDoor.sent(bundle, 0, bundle.getIdentifier().getValue())
                            .after(waited));
            return new Outcome.Taken();
        } catch (Refused refused) {
            if (refused.isOutage()) {
                return new Outcome.NotNow();
            }
            Reason reason = new Reason(
                    refused.type() == IssueType.NOTSUPPORTED ? "AR" : "AE", refused.place(), refused.remedy());
            String waitsFor = refused.waitsFor();
            return waitsFor == null ? new Outcome.RefusedAgain(reason) : new Outcome.Waits(waitsFor, reason);
        } catch (DataFormatException _) {
            return new Outcome.RefusedAgain(
                    new Reason("AE", "", "The resource again: without the citizen's number in it, it can't be read"));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("feed", feed.file().id())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a resource that waited could not be replayed now");
            return new Outcome.NotNow();
        }
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
