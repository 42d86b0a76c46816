/** Orders the events of a case. */
@NullMarked
package org.carecontact.oversight.timeline.domain;

import org.jspecify.annotations.NullMarked;
