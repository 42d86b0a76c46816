package org.carecontact.request.statements.domain;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.carecontact.request.pairs.domain.Purpose;
import org.jspecify.annotations.Nullable;

/** The three parts of a request in the requester's words: medical need, promises of use, privacy in both directions. */
public record Statement(
        @Nullable String purpose,
        @Nullable String need,
        @Nullable Promises promises,
        @Nullable Privacy privacy) {

    public static final int LONGEST_NEED = 500;

    public record Promises(
            @Nullable Boolean workingHoursOnly,
            @Nullable Boolean nonUrgentNeverDisturbs,
            @Nullable Boolean concise) {}

    public record Privacy(
            @Nullable Boolean doctorWorkInformation,
            @Nullable Boolean patientData) {}

    /** A part of the statement, with its name in the body. */
    public enum Part {
        PURPOSE("purpose"),
        NEED("need"),
        PROMISES("promises"),
        WORKING_HOURS_ONLY("promises.workingHoursOnly"),
        NON_URGENT_NEVER_DISTURBS("promises.nonUrgentNeverDisturbs"),
        CONCISE("promises.concise"),
        PRIVACY("privacy"),
        DOCTOR_WORK_INFORMATION("privacy.doctorWorkInformation"),
        PATIENT_DATA("privacy.patientData");

        private final String field;

        Part(String field) {
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /** A missing or wrong part of a statement. */
    public sealed interface Gap {

        record Missing(Part part) implements Gap {}

        /** The purpose or the words name only convenience. */
        record NoMedicalNeed(Part part) implements Gap {}

        record UnknownPurpose() implements Gap {}

        record TooLong() implements Gap {}
    }

    /**
     * Returns the first gap; empty when the statement is whole.
     *
     * @param namesNoNeed whether a text has nothing but words of courtesy and of being in touch
     */
    public Optional<Gap> gap(Predicate<String> namesNoNeed) {
        if (Purpose.CONVENIENCE.name().equals(purpose)) {
            return Optional.of(new Gap.NoMedicalNeed(Part.PURPOSE));
        }
        if (need != null && need.length() > LONGEST_NEED) {
            return Optional.of(new Gap.TooLong());
        }
        if (need != null && !need.isBlank() && namesNoNeed.test(need)) {
            return Optional.of(new Gap.NoMedicalNeed(Part.NEED));
        }
        if (purpose == null || purpose.isBlank()) {
            return missing(Part.PURPOSE);
        }
        if (Arrays.stream(Purpose.values()).noneMatch(one -> one.name().equals(purpose))) {
            return Optional.of(new Gap.UnknownPurpose());
        }
        if (need == null || need.isBlank()) {
            return missing(Part.NEED);
        }
        if (promises == null) {
            return missing(Part.PROMISES);
        }
        if (privacy == null) {
            return missing(Part.PRIVACY);
        }
        return unpromised(promises, privacy).flatMap(Statement::missing);
    }

    private static Optional<Part> unpromised(Promises promises, Privacy privacy) {
        if (!Boolean.TRUE.equals(promises.workingHoursOnly())) {
            return Optional.of(Part.WORKING_HOURS_ONLY);
        }
        if (!Boolean.TRUE.equals(promises.nonUrgentNeverDisturbs())) {
            return Optional.of(Part.NON_URGENT_NEVER_DISTURBS);
        }
        if (!Boolean.TRUE.equals(promises.concise())) {
            return Optional.of(Part.CONCISE);
        }
        if (!Boolean.TRUE.equals(privacy.doctorWorkInformation())) {
            return Optional.of(Part.DOCTOR_WORK_INFORMATION);
        }
        if (!Boolean.TRUE.equals(privacy.patientData())) {
            return Optional.of(Part.PATIENT_DATA);
        }
        return Optional.empty();
    }

    private static Optional<Gap> missing(Part part) {
        return Optional.of(new Gap.Missing(part));
    }
}
