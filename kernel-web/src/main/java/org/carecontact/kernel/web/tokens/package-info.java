/** Who may come in: bearer tokens, what is demanded of them, and which were revoked. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.web.tokens;
