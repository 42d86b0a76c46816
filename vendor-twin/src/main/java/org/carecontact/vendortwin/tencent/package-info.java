/** Tencent Cloud's short message service (sms 2021-01-11). */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.tencent;
