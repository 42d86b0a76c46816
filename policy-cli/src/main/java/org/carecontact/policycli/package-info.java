/** The command line of a compliance officer: checks policy documents, and asks policy-service about decisions. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policycli;
