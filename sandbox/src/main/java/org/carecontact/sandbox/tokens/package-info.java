/** Tokens of the sandbox's people, for those who act in their names. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.tokens;
