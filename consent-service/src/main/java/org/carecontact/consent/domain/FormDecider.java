package org.carecontact.consent.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.consent.domain.FormCommand.ActivateForm;
import org.carecontact.consent.domain.FormCommand.DraftForm;
import org.carecontact.consent.domain.FormEvent.FormActivated;
import org.carecontact.consent.domain.FormEvent.FormDrafted;
import org.carecontact.consent.domain.FormRejection.NoSuchVersion;
import org.carecontact.consent.domain.FormRejection.SectionsAmbiguous;
import org.carecontact.consent.domain.FormRejection.SectionsMissing;
import org.carecontact.consent.domain.FormRejection.TooManyVersions;
import org.carecontact.consent.domain.FormRejection.VersionRetired;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** How a form goes from draft to active to retired. */
public final class FormDecider implements Decider<FormCommand, Form, FormEvent, FormRejection> {

    /** What a consent must tell (PIPL 17, 30): use, supervision, risks, boundary, cancelling, and health data apart. */
    public static final List<String> OF_A_CONSENT =
            List.of("information-use", "supervision", "risks", "boundary", "right-to-cancel", "health-data");

    /** Section ids of a service agreement begin so, those of a consent do not. */
    public static final String OF_A_SERVICE_AGREEMENT = "service-";

    /** All versions lie in one document. */
    public static final int MOST_VERSIONS = 100;

    @Override
    public Form initial() {
        return new Form(List.of());
    }

    @Override
    public Decision<FormEvent, FormRejection> decide(Form form, FormCommand command) {
        return switch (command) {
            case DraftForm draft -> draft(form, draft);
            case ActivateForm(var number, var now) -> {
                Optional<FormVersion> version = form.version(number);
                if (version.isEmpty()) {
                    yield reject(new NoSuchVersion());
                }
                if (version.get().retiredAt() != null) {
                    yield reject(new VersionRetired());
                }
                yield version.get().isActive() ? accept() : accept(new FormActivated(number, now));
            }
        };
    }

    private static Decision<FormEvent, FormRejection> draft(Form form, DraftForm draft) {
        List<String> ids = draft.sections().stream().map(Section::id).toList();
        List<String> ambiguous = Stream.concat(
                        ids.stream().filter(id -> ids.indexOf(id) != ids.lastIndexOf(id)),
                        ids.stream()
                                .filter(id -> id.startsWith(OF_A_SERVICE_AGREEMENT)
                                        != (draft.kind() == DocumentKind.SERVICE_AGREEMENT)))
                .distinct()
                .toList();
        if (!ambiguous.isEmpty()) {
            return reject(new SectionsAmbiguous(ambiguous));
        }
        List<String> missing = switch (draft.kind()) {
            case CONSENT ->
                OF_A_CONSENT.stream().filter(id -> !ids.contains(id)).toList();
            case SERVICE_AGREEMENT -> List.of();
        };
        if (!missing.isEmpty()) {
            return reject(new SectionsMissing(missing));
        }
        if (form.versions().size() >= MOST_VERSIONS) {
            return reject(new TooManyVersions());
        }
        return accept(new FormDrafted(new FormVersion(
                form.versions().size() + 1,
                draft.language(),
                draft.title(),
                draft.sections(),
                draft.validDays(),
                draft.sha256(),
                draft.now(),
                null,
                null)));
    }

    @Override
    public Form evolve(Form form, FormEvent event) {
        return switch (event) {
            case FormDrafted(var version) ->
                new Form(Stream.concat(form.versions().stream(), Stream.of(version))
                        .toList());
            case FormActivated(var number, var at) -> {
                String language = form.version(number).orElseThrow().language();
                yield new Form(form.versions().stream()
                        .map(one -> {
                            if (one.version() == number) {
                                return one.activated(at);
                            }
                            return one.isActive() && one.language().equals(language) ? one.retired(at) : one;
                        })
                        .toList());
            }
        };
    }
}
