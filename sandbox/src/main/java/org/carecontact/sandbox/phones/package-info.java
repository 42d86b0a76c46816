/** The telephones of the made-up people: what was sent to a number, and a page that shows it. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.phones;
