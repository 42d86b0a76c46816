package org.carecontact.vendortwin.acts;

import org.carecontact.vendortwin.aliyun.Aliyun;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.gateway.MessageGateway;
import org.carecontact.vendortwin.officialaccount.OfficialAccounts;
import org.carecontact.vendortwin.tencent.Tencent;
import org.carecontact.vendortwin.wecom.WeCom;
import org.carecontact.vendortwin.world.Journal;

/** All vendors, what is around them, and what they were asked. */
public record Everything(
        Aliyun aliyun,
        Tencent tencent,
        WeCom wecom,
        OfficialAccounts accounts,
        MessageGateway gateway,
        Surroundings around,
        Journal journal) {}
