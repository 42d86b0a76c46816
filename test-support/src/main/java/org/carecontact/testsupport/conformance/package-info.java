/** Every query and update that the services send to MongoDB, as data, with what MongoDB's manual says comes of it. */
@NullMarked
package org.carecontact.testsupport.conformance;

import org.jspecify.annotations.NullMarked;
