/** Stores visits and publishes their events. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.encounters;
