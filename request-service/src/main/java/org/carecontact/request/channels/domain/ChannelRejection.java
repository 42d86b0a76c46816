package org.carecontact.request.channels.domain;

/** Why a command to a channel is refused. */
public sealed interface ChannelRejection {

    /** No contact was granted. */
    record NoChannel() implements ChannelRejection {}

    /** It was granted before. */
    record OpenedBefore() implements ChannelRejection {}

    record EndedBefore() implements ChannelRejection {}

    record NotDue() implements ChannelRejection {}

    /** The call counts as unknown by now, or was settled otherwise. */
    record TooLate() implements ChannelRejection {}

    /** A session is open or on its way. */
    record SessionOpen() implements ChannelRejection {}

    /** Nobody waits to be confirmed. */
    record NobodyToConfirm() implements ChannelRejection {}

    /** The person, or the invitation, has nothing to do with this channel. */
    record NotOurs() implements ChannelRejection {}

    /** It was said before. */
    record KnownAlready() implements ChannelRejection {}
}
