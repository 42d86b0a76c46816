package org.carecontact.vendors.aliyun;

import java.time.Clock;
import java.time.Instant;
import org.carecontact.vendors.AliyunAccount;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.Settled;
import org.carecontact.vendors.Sms;
import org.carecontact.vendors.SmsClient;

/** Sends text messages by Alibaba Cloud. */
public final class AliyunSms implements SmsClient {

    public AliyunSms(AliyunAccount account, Clock clock) {}

    @Override
    public Outcome send(Sms sms) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Settled settle(Sms sms, Instant sentAt) {
        throw new UnsupportedOperationException();
    }
}
