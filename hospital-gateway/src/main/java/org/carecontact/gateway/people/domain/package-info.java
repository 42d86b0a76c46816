/** Decides what a hospital's messages mean for one patient as a person, whatever the visit. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.people.domain;
