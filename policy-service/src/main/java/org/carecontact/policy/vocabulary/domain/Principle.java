package org.carecontact.policy.vocabulary.domain;

/** The three principles that each decision answers to: 必要性, 安全性, 边界感. */
public enum Principle {
    NECESSITY,
    SAFETY,
    BOUNDARY
}
