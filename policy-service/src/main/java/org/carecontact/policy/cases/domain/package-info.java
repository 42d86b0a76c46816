/** Cases of one patient and one doctor, and when they are decided. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.cases.domain;
