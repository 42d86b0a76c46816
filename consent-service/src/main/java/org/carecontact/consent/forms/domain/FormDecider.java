package org.carecontact.consent.forms.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.consent.forms.domain.FormCommand.ActivateForm;
import org.carecontact.consent.forms.domain.FormCommand.DiscardDraft;
import org.carecontact.consent.forms.domain.FormCommand.DraftForm;
import org.carecontact.consent.forms.domain.FormCommand.EndAsking;
import org.carecontact.consent.forms.domain.FormCommand.ResumeAsking;
import org.carecontact.consent.forms.domain.FormEvent.AskingEnded;
import org.carecontact.consent.forms.domain.FormEvent.AskingResumed;
import org.carecontact.consent.forms.domain.FormEvent.DraftDiscarded;
import org.carecontact.consent.forms.domain.FormEvent.FormActivated;
import org.carecontact.consent.forms.domain.FormEvent.FormDrafted;
import org.carecontact.consent.forms.domain.FormRejection.DraftedBySamePerson;
import org.carecontact.consent.forms.domain.FormRejection.NoSuchVersion;
import org.carecontact.consent.forms.domain.FormRejection.NotADraft;
import org.carecontact.consent.forms.domain.FormRejection.SectionsAmbiguous;
import org.carecontact.consent.forms.domain.FormRejection.SectionsMissing;
import org.carecontact.consent.forms.domain.FormRejection.TooManyDrafts;
import org.carecontact.consent.forms.domain.FormRejection.TooManyLanguages;
import org.carecontact.consent.forms.domain.FormRejection.TooManyOwnDrafts;
import org.carecontact.consent.forms.domain.FormRejection.VersionRetired;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** Decides how a form goes from draft to active to retired. */
public final class FormDecider implements Decider<FormCommand, Form, FormEvent, FormRejection> {

    /**
     * The topics that a consent must cover (PIPL 17, 30): use, supervision, risks, boundary, cancelling, and health
     * data apart.
     */
    public static final List<String> OF_A_CONSENT =
            List.of("information-use", "supervision", "risks", "boundary", "right-to-cancel", "health-data");

    /** What the doctor must promise (C8): to keep to the purpose, and to keep the patient's secrets. */
    public static final List<String> OF_DOCTOR_TERMS = List.of("purpose-and-boundary", "confidentiality");

    /** The prefix of section ids in a service agreement; those of a consent do not have it. */
    public static final String OF_A_SERVICE_AGREEMENT = "service-";

    /**
     * The most open drafts of one form by one person, and by all together, so that one person can't use up the others'
     * room.
     */
    public static final int MOST_OWN_DRAFTS = 3;

    public static final int MOST_DRAFTS = 10;
    public static final int MOST_LANGUAGES = 10;

    /** The number of newest retired versions that stay here; older ones are in the archive only. */
    public static final int RETIRED_KEPT = 5;

    @Override
    public Form initial() {
        return new Form(List.of(), List.of());
    }

    @Override
    public Decision<FormEvent, FormRejection> decide(Form form, FormCommand command) {
        return switch (command) {
            case DraftForm draft -> draft(form, draft);
            case ActivateForm activate ->
                form.version(activate.version())
                        .map(version -> activate(form, version, activate))
                        .orElseGet(() -> reject(new NoSuchVersion()));
            case DiscardDraft(var number, var now) -> {
                Optional<FormVersion> version = form.version(number);
                if (version.isEmpty()) {
                    yield reject(new NoSuchVersion());
                }
                if (version.get().isDraft()) {
                    yield accept(new DraftDiscarded(number, now));
                }
                yield version.get().activatedAt() == null ? accept() : reject(new NotADraft());
            }
            case ResumeAsking(var now) ->
                form.left().stream().allMatch(asking -> asking.nextAt().isAfter(now))
                        ? accept()
                        : accept(new AskingResumed(now));
            case EndAsking(var number) ->
                form.left().stream().anyMatch(asking -> asking.version() == number)
                        ? accept(new AskingEnded(number))
                        : accept();
        };
    }

    private static Decision<FormEvent, FormRejection> activate(Form form, FormVersion version, ActivateForm activate) {
        if (version.retiredAt() != null) {
            return reject(new VersionRetired());
        }
        if (version.isActive()) {
            return accept();
        }
        if (activate.by().equals(version.draftedBy())) {
            return reject(new DraftedBySamePerson());
        }
        long others = form.versions().stream()
                .filter(other -> other.isActive() && !other.language().equals(version.language()))
                .count();
        return others < MOST_LANGUAGES
                ? accept(new FormActivated(activate.hospital(), activate.kind(), activate.version(), activate.now()))
                : reject(new TooManyLanguages());
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
        List<String> needed = switch (draft.kind()) {
            case CONSENT -> OF_A_CONSENT;
            case SERVICE_AGREEMENT -> List.of();
            case DOCTOR_TERMS -> OF_DOCTOR_TERMS;
        };
        List<String> missing = needed.stream().filter(id -> !ids.contains(id)).toList();
        if (!missing.isEmpty()) {
            return reject(new SectionsMissing(missing));
        }
        List<FormVersion> open =
                form.versions().stream().filter(FormVersion::isDraft).toList();
        if (open.stream()
                        .filter(version -> draft.by().equals(version.draftedBy()))
                        .count()
                >= MOST_OWN_DRAFTS) {
            return reject(new TooManyOwnDrafts());
        }
        if (open.size() >= MOST_DRAFTS) {
            return reject(new TooManyDrafts());
        }
        return accept(new FormDrafted(new FormVersion(
                form.nextVersion(),
                draft.language(),
                draft.title(),
                draft.sections(),
                draft.validDays(),
                draft.sha256(),
                draft.by(),
                draft.now(),
                null,
                null,
                draft.changesMeaning())));
    }

    @Override
    public Form evolve(Form form, FormEvent event) {
        return switch (event) {
            case FormDrafted(var version) ->
                new Form(
                        Stream.concat(form.versions().stream(), Stream.of(version))
                                .toList(),
                        form.left());
            case FormActivated(var _, var kind, var number, var at) -> {
                FormVersion activated = form.version(number).orElseThrow();
                String language = activated.language();
                Form asking =
                        activated.isNewMeaning() && kind.ofPatients() ? form.asking(Asking.from(activated, at)) : form;
                yield each(asking, version -> {
                    if (version.version() == number) {
                        return version.activated(at);
                    }
                    return version.isActive() && version.language().equals(language) ? version.retired(at) : version;
                });
            }
            case DraftDiscarded(var number, var at) ->
                each(form, version -> version.version() == number ? version.retired(at) : version);
            case AskingResumed(var at) ->
                new Form(
                        form.versions(),
                        form.left().stream().map(asking -> asking.again(at)).toList());
            case AskingEnded(var number) ->
                new Form(
                        form.versions(),
                        form.left().stream()
                                .filter(asking -> asking.version() != number)
                                .toList());
        };
    }

    private static Form each(Form form, UnaryOperator<FormVersion> change) {
        List<FormVersion> changed = form.versions().stream().map(change).toList();
        Set<Integer> kept = changed.stream()
                .filter(version -> version.retiredAt() != null)
                .map(FormVersion::version)
                .sorted(Comparator.reverseOrder())
                .limit(RETIRED_KEPT)
                .collect(Collectors.toSet());
        return new Form(
                changed.stream()
                        .filter(version -> version.retiredAt() == null || kept.contains(version.version()))
                        .toList(),
                form.left());
    }
}
