package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.Test;

/** Both sides hear of a decided report, whatever numbers the pair's own events have. */
class DecidedReportsTest extends RunningNotifications {

    @Test
    void k6_both_sides_are_told_of_each_decision_once() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        request(one, one.granted(), 5);
        awaitTold(one, "CONTACT_GRANTED/PATIENT=SENT");
        request(one, one.says.reportDecided("NOTHING"), 2);
        request(one, one.says.reportDecided("NOTHING"), 2);
        request(one, one.says.reportDecided("END"), 4);
        awaitTold(
                one,
                "CONTACT_GRANTED/PATIENT=SENT",
                "REPORT_DECIDED/PATIENT=SENT",
                "REPORT_DECIDED/DOCTOR=SENT",
                "REPORT_DECIDED/PATIENT=SENT",
                "REPORT_DECIDED/DOCTOR=SENT");
        request(one, one.ended(), 6);
        Eventually.holds(() -> notices(one).size() == 7);
        assertThat(PHONES.about(one.request)).extracting(Phones.Call::key).doesNotHaveDuplicates();
    }
}
