@NullMarked
package org.carecontact.testsupport.mongo;

import org.jspecify.annotations.NullMarked;
