@NullMarked
package org.carecontact.consent.forms;

import org.jspecify.annotations.NullMarked;
