package org.carecontact.request.reports;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.reports.domain.Report;
import org.carecontact.request.reports.domain.ReportCommand;
import org.carecontact.request.reports.domain.ReportEvent;
import org.carecontact.request.reports.domain.ReportRejection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReportsConfiguration {

    @Bean
    Documents<ReportCommand, Report, ReportEvent, ReportRejection> reportDocuments(
            Kernel kernel, ReportsProperties properties) {
        return kernel.documents(new ReportAggregate(properties.limits()))
                .indexed(Reports.PAIR, Reports.PATIENT, Reports.DOCTOR, Reports.DUE);
    }

    @Bean
    ReportsListener reportsListener(
            Kernel kernel, Documents<PairCommand, Pair, PairEvent, PairRejection> pairs, PairEffects effects) {
        return new ReportsListener(kernel.secondInbox("pairs-of-reports", pairs, effects::barsLeft, effects::meaning));
    }
}
