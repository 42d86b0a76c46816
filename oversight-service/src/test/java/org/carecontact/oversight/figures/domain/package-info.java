@NullMarked
package org.carecontact.oversight.figures.domain;

import org.jspecify.annotations.NullMarked;
