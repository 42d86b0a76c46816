/** Keeps the access tokens of WeChat and WeCom, one for each account and application, for all instances together. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendors.tokens;
