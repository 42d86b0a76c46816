/** The shared kernel: one document per aggregate with its outbox, the relay, the batch inbox, the timers. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel;
