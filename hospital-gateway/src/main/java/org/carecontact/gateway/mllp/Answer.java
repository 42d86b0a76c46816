package org.carecontact.gateway.mllp;

import java.util.List;

/**
 * What goes back for one block.
 *
 * @param blocks each is framed by itself; none when the sender asked for none
 * @param closes whether the line is closed then, so that the sender sends again
 */
record Answer(List<byte[]> blocks, boolean closes) {

    /** Nothing is known to be stored. */
    static final Answer NONE = new Answer(List.of(), true);
}
