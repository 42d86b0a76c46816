package org.carecontact.policy.cases.domain;

/** Why a pair lets something pass; on Kafka each means a redelivery or a fact that came too late. */
public sealed interface PairRejection {

    /** This request or a later one was judged before. */
    record AlreadyPrechecked(int current) implements PairRejection {}

    /** The pair's current request is another one, or there is none. */
    record NotTheCurrentCase(int current) implements PairRejection {}

    /** The consent was acted upon before. */
    record AlreadyDecided(long consentSequence) implements PairRejection {}

    /** Nothing waits for the time to come. */
    record NothingDue() implements PairRejection {}

    /** Nothing waits for news of the doctor. */
    record NotWaitingForTheDoctor() implements PairRejection {}

    /** The case is over. */
    record AlreadyClosed() implements PairRejection {}
}
