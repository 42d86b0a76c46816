@NullMarked
package org.carecontact.policy.cases;

import org.jspecify.annotations.NullMarked;
