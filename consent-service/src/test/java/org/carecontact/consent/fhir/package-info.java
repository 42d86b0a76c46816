@NullMarked
package org.carecontact.consent.fhir;

import org.jspecify.annotations.NullMarked;
