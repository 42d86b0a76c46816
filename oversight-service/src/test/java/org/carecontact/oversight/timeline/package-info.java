@NullMarked
package org.carecontact.oversight.timeline;

import org.jspecify.annotations.NullMarked;
