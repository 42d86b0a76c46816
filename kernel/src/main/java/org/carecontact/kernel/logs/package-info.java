/** Keeps what libraries say of their work out of the logs. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.logs;
