/** Sends the messages of a WeCom application and looks after its customer contact, with WxJava. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendors.wecom;
