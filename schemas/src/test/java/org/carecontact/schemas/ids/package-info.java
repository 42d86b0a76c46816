@NullMarked
package org.carecontact.schemas.ids;

import org.jspecify.annotations.NullMarked;
