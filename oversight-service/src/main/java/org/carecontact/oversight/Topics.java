package org.carecontact.oversight;

import java.util.List;

/** What the ledger keeps: everything that the services say. */
final class Topics {

    static final String REQUESTS = "carecontact.requests";
    static final String CONSENTS = "carecontact.consents";
    static final String DECISIONS = "carecontact.decisions";
    static final String NOTIFICATIONS = "carecontact.notifications";

    static final List<String> ALL = List.of(REQUESTS, CONSENTS, DECISIONS, NOTIFICATIONS);

    private Topics() {}
}
