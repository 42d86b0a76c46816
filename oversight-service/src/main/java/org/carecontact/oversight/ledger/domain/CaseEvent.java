package org.carecontact.oversight.ledger.domain;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the services can say of a case, as the ledger tells it again; every reader answers each of them. */
public sealed interface CaseEvent {

    record Submitted() implements CaseEvent {}

    record Prechecked(PolicyAnswer answer) implements CaseEvent {}

    record ConsentAsked() implements CaseEvent {}

    record SigningCodeIssued() implements CaseEvent {}

    record ConsentSigned() implements CaseEvent {}

    record ConsentRefused() implements CaseEvent {}

    record ConsentWithdrawn() implements CaseEvent {}

    record ConsentLapsed() implements CaseEvent {}

    record ConsentExpired() implements CaseEvent {}

    record Decided(PolicyAnswer answer) implements CaseEvent {}

    record DoctorAsked() implements CaseEvent {}

    record ContactGranted() implements CaseEvent {}

    record RequestDeclined() implements CaseEvent {}

    record RequestRedirected() implements CaseEvent {}

    record RequestWithdrawn() implements CaseEvent {}

    record RequestExpired() implements CaseEvent {}

    record ContactEnded() implements CaseEvent {}

    record NotificationsSettled() implements CaseEvent {}

    /** A record that could not be decoded. */
    record Unreadable() implements CaseEvent {}

    /** An event of a type that this version does not know. */
    record Unknown() implements CaseEvent {}

    /** What policy answered; anything that is neither permit nor deferral counts as a denial. */
    enum PolicyAnswer {
        PERMIT,
        DEFER,
        DENY;

        static PolicyAnswer of(@Nullable String outcome) {
            return switch (outcome == null ? "" : outcome) {
                case "PERMIT" -> PERMIT;
                case "DEFER" -> DEFER;
                default -> DENY;
            };
        }
    }

    /** The event that an entry's type and outcome stand for. */
    static CaseEvent of(String type, @Nullable String outcome) {
        return ByType.READERS.getOrDefault(type, _ -> new Unknown()).apply(PolicyAnswer.of(outcome));
    }

    /** The names of the events in the schemas: the only place where they stand. */
    final class ByType {

        private static final Map<String, Function<PolicyAnswer, CaseEvent>> READERS = Map.ofEntries(
                Map.entry("ContactRequestSubmitted", _ -> new Submitted()),
                Map.entry("PolicyPrechecked", Prechecked::new),
                Map.entry("ConsentAsked", _ -> new ConsentAsked()),
                Map.entry("SigningCodeIssued", _ -> new SigningCodeIssued()),
                Map.entry("ConsentSigned", _ -> new ConsentSigned()),
                Map.entry("ConsentRefused", _ -> new ConsentRefused()),
                Map.entry("ConsentWithdrawn", _ -> new ConsentWithdrawn()),
                Map.entry("ConsentLapsed", _ -> new ConsentLapsed()),
                Map.entry("ConsentExpired", _ -> new ConsentExpired()),
                Map.entry("PolicyDecided", Decided::new),
                Map.entry("DoctorAsked", _ -> new DoctorAsked()),
                Map.entry("ContactGranted", _ -> new ContactGranted()),
                Map.entry("RequestDeclined", _ -> new RequestDeclined()),
                Map.entry("RequestRedirected", _ -> new RequestRedirected()),
                Map.entry("RequestWithdrawn", _ -> new RequestWithdrawn()),
                Map.entry("RequestExpired", _ -> new RequestExpired()),
                Map.entry("ContactEnded", _ -> new ContactEnded()),
                Map.entry("NotificationsSettled", _ -> new NotificationsSettled()),
                Map.entry(Entry.UNREADABLE, _ -> new Unreadable()));

        private ByType() {}
    }
}
