@NullMarked
package org.carecontact.consent.canonical;

import org.jspecify.annotations.NullMarked;
