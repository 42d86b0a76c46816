@org.jspecify.annotations.NullMarked
package org.carecontact.consent.terms.domain;
