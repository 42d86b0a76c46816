package org.carecontact.schemas;

/** Every metric of the product: its name, its description and the module that has it; documents use the same list. */
public enum Metric {
    DOCUMENT_WRITES(
            "carecontact.document.writes",
            Kind.COUNTER,
            "every service",
            "documents inserted, changed or deleted, as the server reported"),
    DOCUMENT_WRITE_COMMANDS(
            "carecontact.document.write.commands", Kind.COUNTER, "every service", "commands that wrote them"),
    DOCUMENT_QUERIES("carecontact.document.queries", Kind.COUNTER, "every service", "commands that read documents"),
    REJECTIONS(
            "carecontact.rejections",
            Kind.COUNTER,
            "every service",
            "commands of received events that the state refused, by aggregate and reason"),
    RELAY_OWED("carecontact.relay.owed", Kind.GAUGE, "every service", "events sent to Kafka and not yet acknowledged"),
    RELAY_OLDEST(
            "carecontact.relay.oldest", Kind.GAUGE, "every service", "age of the oldest event not yet acknowledged"),
    TIMERS_OVERDUE(
            "carecontact.timers.overdue",
            Kind.GAUGE,
            "every service",
            "time limits found overdue by more than two sweeps"),
    TIMERS_HELD("carecontact.timers.held", Kind.GAUGE, "every service", "1 while a jump of the clock holds the timers"),
    PARKED_KEYS(
            "carecontact.parked.keys",
            Kind.GAUGE,
            "every service",
            "keys held back behind a record that could not be used"),
    RACES_LOST("carecontact.races.lost", Kind.COUNTER, "every service", "guarded writes that lost to another writer"),
    DUPLICATES(
            "carecontact.duplicates",
            Kind.COUNTER,
            "every service",
            "events dropped because their number was seen before"),
    WRITES_RECOGNISED(
            "carecontact.writes.recognised",
            Kind.COUNTER,
            "every service",
            "own writes recognised after an error that left the outcome open"),
    DOCUMENT_READS("carecontact.document.reads", Kind.COUNTER, "every service", "documents read by the write path"),
    BATCH_SIZE("carecontact.batch.size", Kind.SUMMARY, "every service", "Kafka records per consumed batch"),
    FEED_MESSAGES(
            "carecontact.feed.messages", Kind.COUNTER, "hospital-gateway", "messages by how they were acknowledged"),
    FEED_TIME(
            "carecontact.feed.time",
            Kind.TIMER,
            "hospital-gateway",
            "from a message's last byte to its acknowledgement"),
    FEED_UNFRAMED(
            "carecontact.feed.unframed",
            Kind.COUNTER,
            "hospital-gateway",
            "connections closed because their bytes were not of the door's protocol or came too slowly"),
    FEED_NOT_USED(
            "carecontact.feed.not.used",
            Kind.COUNTER,
            "hospital-gateway",
            "messages acknowledged that nothing here needs"),
    FEED_UNANSWERED(
            "carecontact.feed.unanswered",
            Kind.COUNTER,
            "hospital-gateway",
            "messages left without an answer because they could not be stored"),
    FEED_TURNED_AWAY("carecontact.feed.turned.away", Kind.COUNTER, "hospital-gateway", "connections beyond the limit"),
    FEED_REFUSED(
            "carecontact.feed.refused",
            Kind.GAUGE,
            "hospital-gateway",
            "refused messages that are kept and wait for a person"),
    FEED_WAITING(
            "carecontact.feed.waiting",
            Kind.GAUGE,
            "hospital-gateway",
            "accepted messages that wait for the one that they refer to"),
    FEED_REFUSED_UNKEPT(
            "carecontact.feed.refused.unkept",
            Kind.COUNTER,
            "hospital-gateway",
            "refused messages that could not be kept"),
    FEED_REFUSED_DISPLACED(
            "carecontact.feed.refused.displaced",
            Kind.COUNTER,
            "hospital-gateway",
            "refused messages that made room for newer ones of their hospital"),
    FEED_UNMAPPED(
            "carecontact.feed.unmapped",
            Kind.COUNTER,
            "hospital-gateway",
            "departments and classes of visits that neither the feed's file nor the hospital's list names"),
    FEED_CONNECTIONS("carecontact.feed.connections", Kind.GAUGE, "hospital-gateway", "open connections"),
    CHANNEL_CLOSING(
            "carecontact.channel.closing",
            Kind.TIMER,
            "request-service",
            "from the end of a contact until the vendor confirmed that nothing of it is left"),
    CHANNEL_CALLS_UNKNOWN(
            "carecontact.channel.calls.unknown",
            Kind.COUNTER,
            "request-service",
            "calls about channels whose outcome was unknown"),
    CHANNEL_FAULTS(
            "carecontact.channel.faults",
            Kind.COUNTER,
            "request-service",
            "calls about channels that the vendor refused for a fault in our settings"),
    CHANNEL_CALLBACKS(
            "carecontact.channel.callbacks", Kind.COUNTER, "request-service", "callbacks of WeCom, by what they meant"),
    CHANNEL_FINDINGS(
            "carecontact.channel.findings",
            Kind.COUNTER,
            "request-service",
            "differences between the vendor's contacts and ours, by kind"),
    ALTERNATIVES_DEAD(
            "carecontact.alternatives.dead",
            Kind.GAUGE,
            "request-service",
            "links of alternatives that did not answer when they were last checked; they are not offered"),
    REPORTS_OVERDUE(
            "carecontact.reports.overdue",
            Kind.GAUGE,
            "request-service",
            "reports of misuse whose decision is overdue"),
    PROVIDER_CALLS(
            "carecontact.provider.calls", Kind.COUNTER, "notification-service", "messages handed to the provider"),
    PROVIDER_CALLS_REPEATED(
            "carecontact.provider.calls.repeated",
            Kind.COUNTER,
            "notification-service",
            "calls repeated after an unknown outcome"),
    PROVIDERS_STOPPED(
            "carecontact.providers.stopped",
            Kind.GAUGE,
            "notification-service",
            "providers, or kinds of message at them, stopped because they say that our settings are wrong"),
    SMS_PARTS(
            "carecontact.sms.parts",
            Kind.COUNTER,
            "notification-service",
            "parts of text messages handed to vendors, which is what they charge"),
    CALENDAR_MISSING(
            "carecontact.calendar.missing",
            Kind.GAUGE,
            "notification-service",
            "years without holidays in the calendar that were asked for"),
    RECEIPTS(
            "carecontact.receipts",
            Kind.COUNTER,
            "notification-service",
            "reports and replies of providers, by what they were"),
    REPLIES_ALARMING(
            "carecontact.replies.alarming",
            Kind.GAUGE,
            "notification-service",
            "replies that read like an emergency and that no person has looked at"),
    DISPATCH_UNDER_WAY(
            "carecontact.dispatch.under.way",
            Kind.GAUGE,
            "notification-service",
            "intents that wait for a provider call or for their result to be written"),
    LEDGER_BLOCKS("carecontact.ledger.blocks", Kind.COUNTER, "oversight-service", "blocks written"),
    LEDGER_ENTRIES("carecontact.ledger.entries", Kind.COUNTER, "oversight-service", "entries written"),
    LEDGER_RACES_LOST(
            "carecontact.ledger.races.lost", Kind.COUNTER, "oversight-service", "blocks that lost to another instance"),
    LEDGER_CONTRADICTIONS(
            "carecontact.ledger.contradictions",
            Kind.COUNTER,
            "oversight-service",
            "batches refused because the topic has other records than the ledger at the same offsets"),
    LEDGER_OFFSETS_ABSENT(
            "carecontact.ledger.offsets.absent",
            Kind.COUNTER,
            "oversight-service",
            "offsets in holes of the ledger, as its blocks were written"),
    LEDGER_UNREADABLE(
            "carecontact.ledger.unreadable",
            Kind.COUNTER,
            "oversight-service",
            "records that could not be decoded and are kept by their hash"),
    LEDGER_LAG(
            "carecontact.ledger.lag",
            Kind.GAUGE,
            "oversight-service",
            "records in Kafka and not yet in the ledger, as of the last batch"),
    WHAT_IF_CASES(
            "carecontact.what.if.cases",
            Kind.COUNTER,
            "policy-service",
            "past cases that candidate policies were tried on");

    /** The kind of a metric, in Micrometer's words. */
    public enum Kind {
        COUNTER,
        GAUGE,
        TIMER,
        SUMMARY
    }

    private final String id;
    private final Kind kind;
    private final String owner;
    private final String description;

    Metric(String id, Kind kind, String owner, String description) {
        this.id = id;
        this.kind = kind;
        this.owner = owner;
        this.description = description;
    }

    /** The name in Micrometer's spelling, as {@code carecontact.relay.owed}. */
    public String id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** The module that has it, or {@code every service}. */
    public String owner() {
        return owner;
    }

    public String description() {
        return description;
    }
}
