@NullMarked
package org.carecontact.oversight.figures;

import org.jspecify.annotations.NullMarked;
