@NullMarked
package org.carecontact.testsupport;

import org.jspecify.annotations.NullMarked;
