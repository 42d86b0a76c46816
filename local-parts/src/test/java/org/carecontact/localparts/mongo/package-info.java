@NullMarked
package org.carecontact.localparts.mongo;

import org.jspecify.annotations.NullMarked;
