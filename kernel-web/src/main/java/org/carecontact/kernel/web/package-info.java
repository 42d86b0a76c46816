/** The HTTP edge that all services share: who calls, commands that come once, problems with a remedy. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.web;
