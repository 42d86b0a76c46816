/** The order of a case's events and what they mean: rules only. */
@org.jspecify.annotations.NullMarked
package org.carecontact.oversight.timeline.domain;
