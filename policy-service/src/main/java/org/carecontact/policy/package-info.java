/** policy-service: whether a request may become a contact, by layers of rules, and why. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy;
