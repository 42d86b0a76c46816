/** Aliyun's short message service (dysmsapi 2017-05-25). */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.aliyun;
