package org.carecontact.request.channels;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.carecontact.request.channels.WeComAccounts.Sessions;
import org.carecontact.vendors.Invitation;
import org.carecontact.vendors.NewInvitation;
import org.carecontact.vendors.VendorRefused;

/**
 * Finds out whether WeCom gives a hospital temporary sessions, which nothing but the call itself tells: it makes an
 * invitation that nobody sees and deletes it at once.
 */
final class SessionTrial {

    private static final String REMARK = "CareContact test";
    private static final Duration LASTS = Duration.ofHours(1);

    private final StateCodes codes;

    SessionTrial(StateCodes codes) {
        this.codes = codes;
    }

    /** Tries where it is not known yet, and again where it was refused: the enterprise may be of the trade by now. */
    Sessions run(WeComAccounts.Account account) {
        Sessions known = account.sessionsSeen();
        if (known == Sessions.NOT_TRIED || known == Sessions.REFUSED) {
            attempt(account);
        }
        return account.sessionsSeen();
    }

    private void attempt(WeComAccounts.Account account) {
        try {
            List<String> members = account.client().followUsers();
            if (members.isEmpty()) {
                return;
            }
            NewInvitation.Temporary temporary = new NewInvitation.Temporary(LASTS, LASTS, Optional.empty(), "");
            Invitation made = account.invite(
                    new NewInvitation(members.getFirst(), REMARK, codes.fresh(), false, Optional.of(temporary)));
            account.client().deleteContactWay(made.configId());
        } catch (VendorRefused _) {
            // What it meant is remembered by then; an invitation that could not be deleted lapses.
        }
    }
}
