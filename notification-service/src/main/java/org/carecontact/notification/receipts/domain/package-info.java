/** The meaning of what people reply. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.receipts.domain;
