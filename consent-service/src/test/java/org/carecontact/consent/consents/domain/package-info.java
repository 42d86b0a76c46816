@org.jspecify.annotations.NullMarked
package org.carecontact.consent.consents.domain;
