/** The parts of the API description that all calls share. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.web.openapi;
