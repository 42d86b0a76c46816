/** What vendors report: receipts, replies of people, and what people did with an official account. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.receipts;
