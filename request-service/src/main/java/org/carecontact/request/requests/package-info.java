/** Takes requests in, shows them, and passes on the actions of people. */
@NullMarked
package org.carecontact.request.requests;

import org.jspecify.annotations.NullMarked;
