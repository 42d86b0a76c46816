@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.tencent;
