/** The made-up people of the sandbox: who works at its hospitals and who is treated there. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.people;
