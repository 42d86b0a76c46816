/** Takes requests in, shows them, and passes on what people do about them. */
@NullMarked
package org.carecontact.request.requests;

import org.jspecify.annotations.NullMarked;
