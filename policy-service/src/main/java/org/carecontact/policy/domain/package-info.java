/** What policy knows of a patient and a doctor, and what follows from it; nothing but Java. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.domain;
