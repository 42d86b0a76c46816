/** Sends text messages by Tencent Cloud, with its official SDK. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendors.tencent;
