/** Decides what a hospital's messages mean for one visit. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.encounters.domain;
