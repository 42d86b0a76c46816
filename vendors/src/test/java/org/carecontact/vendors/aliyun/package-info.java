@org.jspecify.annotations.NullMarked
package org.carecontact.vendors.aliyun;
