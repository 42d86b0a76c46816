@NullMarked
package org.carecontact.consent.codes;

import org.jspecify.annotations.NullMarked;
