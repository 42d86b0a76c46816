/** What the two clients that stand on WxJava share: how it is set, its tokens, how its answers are read. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendors.weixin;
