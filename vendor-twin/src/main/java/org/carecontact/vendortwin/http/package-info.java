/** HTTP as this module needs it: requests read whole, answers that may be no answer. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.http;
