package org.carecontact.policy.cases.domain;

/** The reasons for which a pair ignores a command; on Kafka each means a redelivery or a late fact. */
public sealed interface PairRejection {

    /** This request or a later one was judged before. */
    record AlreadyPrechecked(int current) implements PairRejection {}

    /** The pair's current request is another one, or there is none. */
    record NotTheCurrentCase(int current) implements PairRejection {}

    /** The consent was acted upon before. */
    record AlreadyDecided(long consentSequence) implements PairRejection {}

    /** Nothing waits for the time to come. */
    record NothingDue() implements PairRejection {}

    /** No case waits for a change about the doctor. */
    record NotWaitingForTheDoctor() implements PairRejection {}

    /** The case was not denied. */
    record NotDenied() implements PairRejection {}

    /** The case is over. */
    record AlreadyClosed() implements PairRejection {}
}
