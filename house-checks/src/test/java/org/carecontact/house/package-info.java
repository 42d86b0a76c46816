@NullMarked
package org.carecontact.house;

import org.jspecify.annotations.NullMarked;
