package org.carecontact.vendors.tencent;

import java.time.Clock;
import java.time.Instant;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.Settled;
import org.carecontact.vendors.Sms;
import org.carecontact.vendors.SmsClient;
import org.carecontact.vendors.TencentAccount;

/** Sends text messages by Tencent Cloud. */
public final class TencentSms implements SmsClient {

    public TencentSms(TencentAccount account, Clock clock) {}

    @Override
    public Outcome send(Sms sms) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Settled settle(Sms sms, Instant sentAt) {
        throw new UnsupportedOperationException();
    }
}
