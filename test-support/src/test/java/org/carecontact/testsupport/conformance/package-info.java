@NullMarked
package org.carecontact.testsupport.conformance;

import org.jspecify.annotations.NullMarked;
