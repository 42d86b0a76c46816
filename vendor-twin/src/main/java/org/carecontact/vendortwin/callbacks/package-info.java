/** What vendors push to their customers, with each vendor's rules of repetition. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.callbacks;
