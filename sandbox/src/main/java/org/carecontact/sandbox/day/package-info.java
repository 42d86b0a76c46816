/** A simulated hospital day. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.day;
