/** Decides who may come in: bearer tokens, the demands on them, and revoked ones. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.web.tokens;
