package org.carecontact.localparts.mongo;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;

/**
 * Holds a connection's answers back until the changes behind them are durable. Meanwhile the thread serves other
 * connections, and their changes join the same commit.
 */
final class Answers extends ChannelOutboundHandlerAdapter {

    private static final AttributeKey<Long> UNTIL = AttributeKey.valueOf(Answers.class, "until");

    private final Store store;
    private boolean committing;

    Answers(Store store) {
        this.store = store;
    }

    static void holdUntil(Channel channel, long change) {
        channel.attr(UNTIL).set(change);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise reports the failure
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        Long until = context.channel().attr(UNTIL).get();
        if (until == null || store.isDurable(until)) {
            context.write(message, promise);
            return;
        }
        if (!committing) {
            // The commands that this thread has read already go into the same commit.
            committing = true;
            context.executor().execute(this::commit);
        }
        store.whenDurable(until, failure -> {
            if (failure == null) {
                context.writeAndFlush(message, promise);
            } else {
                // Neither we nor the client know what happened, so there is no answer.
                ReferenceCountUtil.release(message);
                promise.setFailure(failure);
                context.close();
            }
        });
    }

    private void commit() {
        committing = false;
        store.commit();
    }
}
