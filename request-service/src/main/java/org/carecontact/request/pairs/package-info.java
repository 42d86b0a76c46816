/** One patient and one doctor at one hospital: how the pair is stored, published and shown, and what others' events mean to it. */
@NullMarked
package org.carecontact.request.pairs;

import org.jspecify.annotations.NullMarked;
