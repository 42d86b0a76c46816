/** Reads the values that all doors share: times, numbers, what is sealed. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.values;
