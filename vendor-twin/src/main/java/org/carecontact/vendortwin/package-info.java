/** The process that stands in for the vendors of SMS, WeChat and WeCom. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin;
