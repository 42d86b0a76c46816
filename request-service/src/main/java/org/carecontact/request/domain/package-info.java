/** The relationship of one patient and one doctor at one hospital, as a transition table. */
@org.jspecify.annotations.NullMarked
package org.carecontact.request.domain;
