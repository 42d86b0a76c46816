/** Etiquette: composes a message to a doctor, and reads one rule by rule. Pure, nothing is kept. */
@org.jspecify.annotations.NullMarked
package org.carecontact.request.coach;
