@NullMarked
package org.carecontact.consent.forms.domain;

import org.jspecify.annotations.NullMarked;
