/** What both senders of SMS share: signatures, numbers, rules of texts, windows of limits. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.sms;
