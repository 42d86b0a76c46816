/** What the API description says of every call alike. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.web.openapi;
