/** The HTTP edge that all services share: callers, commands that are carried out once, problems with a remedy. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.web;
