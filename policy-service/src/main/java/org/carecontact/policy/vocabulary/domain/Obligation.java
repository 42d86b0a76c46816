package org.carecontact.policy.vocabulary.domain;

/** The obligations of both sides in a contact; obligations of all layers add up. */
public enum Obligation {
    /** 首次联系发送实名信息. */
    REAL_NAME_FIRST,
    FAQ_FIRST,
    CONCISE,
    /** 避免物质馈赠. */
    NO_GIFTS,
    NO_IMAGES,
    /** No 微信群. */
    NO_GROUPS,
    /** 及时清理过期聊天记录. */
    CLEAN_UP_CHAT
}
