/** Visits: how they are stored and published. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.encounters;
