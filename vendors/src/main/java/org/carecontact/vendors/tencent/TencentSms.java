package org.carecontact.vendors.tencent;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.sms.v20210111.models.PullSmsSendStatus;
import com.tencentcloudapi.sms.v20210111.models.PullSmsSendStatusByPhoneNumberRequest;
import com.tencentcloudapi.sms.v20210111.models.SendSmsRequest;
import com.tencentcloudapi.sms.v20210111.models.SendSmsResponse;
import com.tencentcloudapi.sms.v20210111.models.SendStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.Settled;
import org.carecontact.vendors.Sms;
import org.carecontact.vendors.SmsClient;
import org.carecontact.vendors.TencentAccount;
import org.carecontact.vendors.calls.NothingSent;
import org.carecontact.vendors.calls.OneSend;
import org.carecontact.vendors.calls.QuietLogs;
import org.carecontact.vendors.calls.Windows;
import org.jspecify.annotations.Nullable;

/** Sends text messages by Tencent Cloud (SMS 2021-01-11); the key of a message is its SessionContext. */
public final class TencentSms implements SmsClient {

    private static final long PAGE = 100;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(6);

    private final com.tencentcloudapi.sms.v20210111.SmsClient client;
    private final String sdkAppId;
    private final Duration settleAfter;
    private final Clock clock;
    private final Windows windows;

    public TencentSms(TencentAccount account, Clock clock) {
        QuietLogs.install();
        this.client = new com.tencentcloudapi.sms.v20210111.SmsClient(
                new Credential(account.secretId(), account.secretKey()), account.region(), profile(account));
        this.sdkAppId = account.sdkAppId();
        this.settleAfter = account.settleAfter();
        this.clock = clock;
        this.windows = new Windows(clock);
    }

    private static ClientProfile profile(TencentAccount account) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(account.endpoint().getScheme() + "://");
        http.setEndpoint(account.endpoint().getRawAuthority());
        // Whole seconds, and 0 would be endless.
        http.setConnTimeout(seconds(account.connectTimeout()));
        http.setReadTimeout(seconds(account.readTimeout()));
        http.setWriteTimeout(seconds(account.readTimeout()));
        http.setHttpClient(OneSend.client(account.connectTimeout(), account.readTimeout()));
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        profile.setDebug(false);
        return profile;
    }

    private static int seconds(Duration timeout) {
        return Math.toIntExact(Math.max(1, timeout.toSeconds()));
    }

    @Override
    public Outcome send(Sms sms) {
        SendSmsRequest request = new SendSmsRequest();
        request.setPhoneNumberSet(new String[] {sms.to().value()});
        request.setSmsSdkAppId(sdkAppId);
        request.setSignName(sms.signName());
        request.setTemplateId(sms.template());
        request.setTemplateParamSet(sms.parameters().values().toArray(String[]::new));
        request.setSessionContext(sms.key());
        try {
            SendSmsResponse response = client.SendSms(request);
            SendStatus[] states = response.getSendStatusSet();
            if (states == null || states.length != 1 || states[0].getCode() == null) {
                return new Outcome.Unknown("no-code");
            }
            return states[0].getCode().equals("Ok")
                    ? new Outcome.Accepted(Objects.requireNonNullElse(states[0].getSerialNo(), ""))
                    : TencentCodes.outcome(states[0].getCode(), windows);
        } catch (TencentCloudSDKException e) {
            return failed(e, e.getErrorCode());
        } catch (RuntimeException e) { // an answer of {}, among others
            return failed(e, "");
        }
    }

    private Outcome failed(Exception e, @Nullable String code) {
        if (NothingSent.isProvenBy(e)) {
            return new Outcome.RefusedUntil(windows.soon(), "unreachable");
        }
        return code == null || code.isEmpty() ? new Outcome.Unknown("no-answer") : TencentCodes.outcome(code, windows);
    }

    /** Looks for the key among the carriers' reports on the number; without a report Tencent says nothing. */
    @Override
    public Settled settle(Sms sms, Instant sentAt) {
        Instant now = clock.instant();
        Instant begin = sentAt.minus(CLOCKS_DIFFER);
        Instant end = now.isBefore(begin.plus(LONGEST)) ? now : begin.plus(LONGEST);
        PullSmsSendStatusByPhoneNumberRequest request = new PullSmsSendStatusByPhoneNumberRequest();
        request.setBeginTime(begin.getEpochSecond());
        request.setEndTime(end.getEpochSecond());
        request.setOffset(0L); // the only one that Tencent takes
        request.setLimit(PAGE);
        request.setPhoneNumber(sms.to().value());
        request.setSmsSdkAppId(sdkAppId);
        try {
            PullSmsSendStatus[] all =
                    client.PullSmsSendStatusByPhoneNumber(request).getPullSmsSendStatusSet();
            if (all == null) {
                return Settled.OPEN;
            }
            List<String> reports = Arrays.stream(all)
                    .filter(status -> sms.key().equals(status.getSessionContext()))
                    .map(status -> Objects.requireNonNullElse(status.getReportStatus(), ""))
                    .toList();
            if (!reports.isEmpty()) {
                return reports.contains("SUCCESS")
                        ? Settled.DELIVERED
                        : reports.contains("FAIL") ? Settled.FAILED : Settled.OPEN;
            }
            boolean late = !now.isBefore(sentAt.plus(settleAfter));
            return late && all.length < PAGE ? Settled.NOT_SENT : Settled.OPEN;
        } catch (TencentCloudSDKException | RuntimeException _) {
            return Settled.OPEN;
        }
    }
}
