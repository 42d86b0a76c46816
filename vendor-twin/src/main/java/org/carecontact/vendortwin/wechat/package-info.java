/** What WeCom and official accounts share: tokens, answers with an errcode, sealed events. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.wechat;
