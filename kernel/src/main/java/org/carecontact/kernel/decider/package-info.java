/** The pure heart of every service: a state, a command, and what follows. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.decider;
