package org.carecontact.kernel.web.door;

import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.Valve;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.carecontact.kernel.web.ProblemAnswers;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Puts our valves around every Tomcat of a service and takes the container's own pages away. */
final class DoorCustomizer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

    /** Limits the wait for a client's headers and between its bytes; a body has a shorter limit of its own. */
    private static final int SILENCE_MILLIS = 10_000;

    private final ProblemAnswers problems;

    DoorCustomizer(ProblemAnswers problems) {
        this.problems = problems;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addEngineValves(new DoorValve(problems));
        factory.addContextCustomizers(this::withoutPages);
        factory.addConnectorCustomizers(connector -> {
            connector.setAllowTrace(false);
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setConnectionTimeout(SILENCE_MILLIS);
            }
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxSwallowSize(0);
            }
        });
    }

    private void withoutPages(Context context) {
        for (ErrorPage page : context.findErrorPages()) {
            context.removeErrorPage(page);
        }
        Host host = (Host) context.getParent();
        for (Valve valve : host.getPipeline().getValves()) {
            if (valve instanceof ErrorReportValve) {
                host.getPipeline().removeValve(valve);
            }
        }
        ((StandardHost) host).setErrorReportValveClass("");
        host.getPipeline().addValve(new ContainerProblems(problems));
    }

    /** After Boot's own customizer, whose valves are replaced. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
