/** Sends text messages by Alibaba Cloud, with its official SDK. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendors.aliyun;
