package org.carecontact.request.channels;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.web.OpenPaths;
import org.carecontact.kernel.web.door.OtherBodies;
import org.carecontact.request.channels.domain.Channel;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.request.channels.domain.ChannelEvent;
import org.carecontact.request.channels.domain.ChannelRejection;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.vendors.WeComAccount;
import org.carecontact.vendors.WeComClient;
import org.carecontact.vendors.tokens.MongoTokens;
import org.carecontact.vendors.wecom.WeCom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

@Configuration(proxyBeanMethods = false)
class ChannelsConfiguration {

    /** Makes the client of one account. */
    interface Clients {
        WeComClient of(WeComAccount account);
    }

    @Bean
    @ConditionalOnMissingBean
    Clients weComClients(Kernel kernel, Seal seal) {
        MongoTokens tokens = new MongoTokens(kernel.database(), seal, kernel.clock());
        return account -> new WeCom(account, tokens, kernel.clock());
    }

    @Bean
    WeComAccounts weComAccounts(ChannelsProperties properties, Clients clients, Kernel kernel) {
        return new WeComAccounts(properties.wecom(), clients::of, kernel.clock());
    }

    /** Without an account nothing is read twice. */
    @Bean
    Boolean channelsOverWeCom(WeComAccounts accounts) {
        return !accounts.isEmpty();
    }

    @Bean
    StateCodes stateCodes() {
        return new StateCodes();
    }

    /** Nothing in this service tells union ids yet: the doctor confirms. */
    @Bean
    @ConditionalOnMissingBean
    UnionIds unionIds() {
        return (_, _) -> Optional.empty();
    }

    @Bean
    DoctorWords doctorWords(@Value("${carecontact.channels.texts}") Resource texts, ChannelsProperties properties) {
        return new DoctorWords(texts, properties.page());
    }

    @Bean
    ChannelAggregate channelAggregate(ChannelsProperties properties, StateCodes codes) {
        return new ChannelAggregate(properties.pace(), properties.watch(), codes);
    }

    @Bean
    Documents<ChannelCommand, Channel, ChannelEvent, ChannelRejection> channelDocuments(
            Kernel kernel, ChannelAggregate aggregate) {
        return kernel.documents(aggregate)
                .indexed(KnownChannels.CODE, KnownChannels.EXTERNAL, KnownChannels.USER, KnownChannels.WATCHED);
    }

    @Bean
    ErrandRunner errandRunner(
            Documents<ChannelCommand, Channel, ChannelEvent, ChannelRejection> channels,
            ChannelAggregate aggregate,
            WeComAccounts accounts,
            KnownPairs pairs,
            UnionIds unionIds,
            DoctorWords words,
            ChannelsProperties properties,
            Kernel kernel,
            MeterRegistry meters) {
        VendorCalls calls = new VendorCalls(
                accounts,
                grant -> pairs.isInContact(grant.hospital(), grant.request()),
                unionIds,
                words,
                properties.pace(),
                kernel.clock());
        ErrandRunner runner = new ErrandRunner(channels, calls, kernel.clock(), properties, meters);
        aggregate.whenWritten(runner);
        return runner;
    }

    /** Needs the runner, so that no grant is written before somebody takes its errands. */
    @Bean
    GrantsListener grantsListener(
            Kernel kernel,
            Documents<ChannelCommand, Channel, ChannelEvent, ChannelRejection> channels,
            WeComAccounts accounts,
            Pairs pairs,
            StateCodes codes,
            ErrandRunner runner) {
        GrantEventMapper grants = new GrantEventMapper(accounts, pairs, codes, kernel.clock());
        Inbox<ChannelCommand> inbox = kernel.inbox(channels, grants::meaning);
        return new GrantsListener(inbox);
    }

    @Bean
    OtherBodies callbacksInXml() {
        return new OtherBodies(List.of(CallbackController.PATH + "/"));
    }

    @Bean
    OpenPaths callbacksOfWeCom() {
        return OpenPaths.of(CallbackController.PATH + "/*");
    }
}
