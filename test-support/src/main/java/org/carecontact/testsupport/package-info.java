/** The parts of one machine (broker, registry, Mongo server), and what tests of the services share. */
@NullMarked
package org.carecontact.testsupport;

import org.jspecify.annotations.NullMarked;
