@org.jspecify.annotations.NullMarked
package org.carecontact.notification.receipts.domain;
