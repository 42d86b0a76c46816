package org.carecontact.schemas;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.carecontact.events.AskAgainPossible;
import org.carecontact.events.AskAgainWanted;
import org.carecontact.events.ChannelClosed;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentAskedAnew;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentRenewed;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentSuspended;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactReminderDue;
import org.carecontact.events.ContactRenewalMoved;
import org.carecontact.events.ContactRenewed;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.ContactResumed;
import org.carecontact.events.ContactSuspended;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.DoctorTermsActivated;
import org.carecontact.events.DoctorTermsSigned;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.GroundGone;
import org.carecontact.events.HospitalMessage;
import org.carecontact.events.MisuseReported;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.events.PairCarried;
import org.carecontact.events.PatientAgeChanged;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.ReportContested;
import org.carecontact.events.ReportDecided;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.SigningCodeIssued;

/** Every event type, and what hospitals write; registers them under their record names (Confluent's RecordNameStrategy). */
public final class EventTypes {

    private static final List<Schema> ALL = List.of(
            EncounterChanged.SCHEMA$,
            DoctorChanged.SCHEMA$,
            DepartmentChanged.SCHEMA$,
            ScheduleChanged.SCHEMA$,
            PatientRegistered.SCHEMA$,
            PatientAgeChanged.SCHEMA$,
            PatientMerged.SCHEMA$,
            ContactRequestSubmitted.SCHEMA$,
            DoctorAsked.SCHEMA$,
            ContactGranted.SCHEMA$,
            RequestDeclined.SCHEMA$,
            RequestRedirected.SCHEMA$,
            RequestWithdrawn.SCHEMA$,
            RequestExpired.SCHEMA$,
            ContactEnded.SCHEMA$,
            PairCarried.SCHEMA$,
            ChannelClosed.SCHEMA$,
            AskAgainWanted.SCHEMA$,
            AskAgainPossible.SCHEMA$,
            ContactReminderDue.SCHEMA$,
            ContactRenewalMoved.SCHEMA$,
            ContactRenewed.SCHEMA$,
            ContactSuspended.SCHEMA$,
            ContactResumed.SCHEMA$,
            MisuseReported.SCHEMA$,
            ReportDecided.SCHEMA$,
            ReportContested.SCHEMA$,
            GroundGone.SCHEMA$,
            ConsentAsked.SCHEMA$,
            SigningCodeIssued.SCHEMA$,
            ConsentSigned.SCHEMA$,
            ConsentRefused.SCHEMA$,
            ConsentWithdrawn.SCHEMA$,
            ConsentLapsed.SCHEMA$,
            ConsentExpired.SCHEMA$,
            DoctorTermsSigned.SCHEMA$,
            DoctorTermsActivated.SCHEMA$,
            ConsentAskedAnew.SCHEMA$,
            ConsentSuspended.SCHEMA$,
            ConsentRenewed.SCHEMA$,
            PolicyPrechecked.SCHEMA$,
            PolicyDecided.SCHEMA$,
            NotificationsSettled.SCHEMA$);

    private static final List<Schema> INBOUND = List.of(HospitalMessage.SCHEMA$);

    private EventTypes() {}

    /** The schemas of all events, in no particular order. */
    public static List<Schema> all() {
        return ALL;
    }

    /** The schemas of what a hospital's own producer writes. */
    public static List<Schema> inbound() {
        return INBOUND;
    }

    /**
     * Registers every schema; a schema that the registry has already stays as it is.
     *
     * @param confluentUrl base of the registry's Confluent API, as {@code http://127.0.0.1:8081/apis/ccompat/v7}
     * @throws IOException when the registry does not answer, or refuses a schema (the message says which and why)
     */
    public static void register(String confluentUrl) throws IOException {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            for (Schema schema : Stream.concat(ALL.stream(), INBOUND.stream()).toList()) {
                URI subject = URI.create(confluentUrl + "/subjects/" + schema.getFullName() + "/versions");
                HttpRequest request = HttpRequest.newBuilder(subject)
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":" + quoted(schema.toString()) + "}"))
                        .build();
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != 200) {
                    throw new IOException("registry refused " + schema.getFullName() + ": " + response.statusCode()
                            + " " + response.body());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while registering schemas");
        }
    }

    private static String quoted(String json) {
        return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
