package org.carecontact.vendors;

import java.time.Duration;
import java.util.Optional;

/**
 * An invitation that is to be made: a QR code by which a patient reaches one doctor.
 *
 * @param userId the doctor's WeCom id
 * @param remark at most 30 characters, seen by the doctor's hospital only
 * @param state our own code, at most 30 characters; comes back in callbacks and proves nothing
 * @param skipVerify whether a scan connects at once; false: the doctor confirms
 * @param temporary empty for a lasting invitation
 */
public record NewInvitation(
        String userId, String remark, String state, boolean skipVerify, Optional<Temporary> temporary) {

    private static final int LONGEST = 30;

    public NewInvitation {
        if (state.isEmpty() || state.length() > LONGEST || remark.length() > LONGEST) {
            throw new IllegalArgumentException("state and remark have at most 30 characters");
        }
    }

    /**
     * A temporary session, which only enterprises of the medical industry have.
     *
     * @param qrLasts how long the QR code can be scanned, at most 14 days
     * @param chatLasts how long the chat lasts from adding on, at most 14 days
     * @param unionId limits it to one patient; empty for whoever scans
     * @param conclusion what WeCom tells the patient at the end, at most 4000 bytes of UTF-8; empty for nothing
     */
    public record Temporary(Duration qrLasts, Duration chatLasts, Optional<String> unionId, String conclusion) {

        private static final Duration LONGEST = Duration.ofDays(14);

        public Temporary {
            if (!isWithin(qrLasts) || !isWithin(chatLasts)) {
                throw new IllegalArgumentException("a temporary session lasts at most 14 days");
            }
        }

        private static boolean isWithin(Duration lasts) {
            return lasts.compareTo(Duration.ofSeconds(1)) >= 0 && lasts.compareTo(LONGEST) <= 0;
        }

        /** Leaves out the patient's id. */
        @Override
        public String toString() {
            return "Temporary[" + qrLasts + ", " + chatLasts + "]";
        }
    }
}
