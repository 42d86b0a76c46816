/** Sends the messages of a WeChat official account, with WxJava. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendors.wechat;
