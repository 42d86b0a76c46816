/** WeChat official accounts: tokens, template and subscription messages, OAuth2. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.officialaccount;
