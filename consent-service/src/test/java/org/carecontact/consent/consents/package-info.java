@NullMarked
package org.carecontact.consent.consents;

import org.jspecify.annotations.NullMarked;
