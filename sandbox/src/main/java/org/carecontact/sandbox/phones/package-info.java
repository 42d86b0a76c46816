/** The telephones of the made-up people: the messages to each number, and a page that shows them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.phones;
