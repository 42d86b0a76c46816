/** Tells one case as a timeline. */
@org.jspecify.annotations.NullMarked
package org.carecontact.oversight.timeline;
