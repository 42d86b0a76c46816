/** The programs that an installation on Docker runs once: they make secrets and register schemas. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.compose;
