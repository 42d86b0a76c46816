package org.carecontact.notification.recipients.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

public sealed interface RecipientEvent {

    record RecipientRegistered(
            long position,
            String wrappedKey,
            List<ContactPoint> points,
            @Nullable String name) implements RecipientEvent {}

    record RecipientErased(long position) implements RecipientEvent {}

    record ChannelRefused(Addressee of, String system, String reason) implements RecipientEvent {}

    record ChannelStopped(String system, String mark, String reason) implements RecipientEvent {}

    record ChannelReopened(String system, String mark) implements RecipientEvent {}

    record RestChosen(Addressee of, @Nullable Rest rest) implements RecipientEvent {}
}
