package org.carecontact.gateway.http;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.gateway.feeds.DoorOpener.OpenDoor;
import org.carecontact.gateway.feeds.Feed;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * One feed's HTTP port with one servlet behind it: at most 16 threads, 32 connections and 1 MB a body, which is read
 * whole, within 10 s, before the servlet sees the request. It counts connections and the time of each request.
 */
// Longer than 300 lines: each limit of a port stands here once.
public final class HttpDoor implements OpenDoor {

    private static final int THREADS = 16;
    private static final int CONNECTIONS = 32;
    private static final int HEADERS = 8192;
    private static final int SILENCE_MILLIS = Math.toIntExact(HttpGate.UPLOAD.toMillis());
    private static final int LAST_ANSWERS_SECONDS = 15;

    private final Feed feed;
    private final Tomcat tomcat;
    private final Http11NioProtocol protocol;
    private final Path folder;
    private final Phaser running = new Phaser(1);

    private HttpDoor(Feed feed, Tomcat tomcat, Http11NioProtocol protocol, Path folder) {
        this.feed = feed;
        this.tomcat = tomcat;
        this.protocol = protocol;
        this.folder = folder;
    }

    /**
     * Opens the port of a feed.
     *
     * @param address on which it listens
     * @param path under which the servlet is, as {@code /fhir}; everything else is answered 404
     * @param servlet gets requests of callers who may send, with their bodies in memory; what it throws is answered 500
     * @param words of the protocol for what the door refuses itself
     * @throws IllegalStateException when the port or its certificates can't be used, with a message that says why
     */
    public static HttpDoor open(Feed feed, InetAddress address, String path, Servlet servlet, RefusalWords words) {
        FeedFile file = feed.file();
        Http11NioProtocol protocol = new Http11NioProtocol();
        Connector connector = connector(protocol, address, file.port());
        FeedFile.@Nullable Tls tls = file.tls();
        if (tls != null) {
            secure(file, tls, connector, protocol);
        }
        Path folder;
        try {
            folder = Files.createTempDirectory("feed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector);
        tomcat.getEngine().setName("feed-" + file.hospital() + "-" + file.name());
        HttpDoor door = new HttpDoor(feed, tomcat, protocol, folder);
        tomcat.getEngine().getPipeline().addValve(door.new Count());
        door.serve(path, servlet, words);
        door.start();
        return door;
    }

    private static Connector connector(Http11NioProtocol protocol, InetAddress address, int port) {
        Connector connector = new Connector(protocol);
        connector.setPort(port);
        connector.setThrowOnFailure(true);
        connector.setXpoweredBy(false);
        connector.setAllowTrace(false);
        connector.setMaxPostSize(0);
        protocol.setAddress(address);
        protocol.setMaxThreads(THREADS);
        protocol.setMinSpareThreads(1);
        protocol.setMaxConnections(CONNECTIONS);
        protocol.setAcceptCount(CONNECTIONS);
        protocol.setConnectionTimeout(SILENCE_MILLIS);
        protocol.setDisableUploadTimeout(false);
        protocol.setConnectionUploadTimeout(SILENCE_MILLIS);
        protocol.setMaxHttpHeaderSize(HEADERS);
        protocol.setMaxSwallowSize(0);
        protocol.setContinueResponseTiming("onRead"); // who is refused needs to send no body
        return connector;
    }

    private static void secure(FeedFile file, FeedFile.Tls tls, Connector connector, Http11NioProtocol protocol) {
        SSLHostConfig host = new SSLHostConfig();
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateFile(tls.certificate().toString());
        certificate.setCertificateKeyFile(tls.key().toString());
        host.addCertificate(certificate);
        host.setProtocols("TLSv1.2+TLSv1.3");
        if (tls.clients() != null) {
            host.setTrustStore(trusted(file, tls.clients()));
            host.setCertificateVerification("required");
        }
        protocol.setSSLEnabled(true);
        connector.setScheme("https");
        connector.setSecure(true);
        connector.addSslHostConfig(host);
    }

    private static KeyStore trusted(FeedFile file, Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("client-" + store.size(), one);
            }
            if (store.size() == 0) {
                throw new IllegalStateException(file.id() + ": " + pem.getFileName() + " has no certificate");
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    file.id() + ": " + pem.getFileName() + " has no certificates in PEM that can be read", e);
        }
    }

    private void serve(String path, Servlet servlet, RefusalWords words) {
        StandardContext context = (StandardContext) tomcat.addContext("", null);
        context.setParentClassLoader(HttpDoor.class.getClassLoader());
        WebappLoader loader = new WebappLoader();
        loader.setDelegate(true);
        context.setLoader(loader);
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        context.setCookies(false);
        StandardManager sessions = new StandardManager();
        sessions.setPathname(null);
        context.setManager(sessions);
        StandardHost host = (StandardHost) context.getParent();
        host.setErrorReportValveClass("");
        host.getPipeline().addValve(new Report(words));
        FilterDef gate = new FilterDef();
        gate.setFilterName("gate");
        gate.setFilter(new HttpGate(feed, words));
        context.addFilterDef(gate);
        FilterMap all = new FilterMap();
        all.setFilterName("gate");
        all.addURLPatternDecoded("/*");
        context.addFilterMap(all);
        Tomcat.addServlet(context, "door", servlet);
        context.addServletMappingDecoded(path, "door");
        context.addServletMappingDecoded(path + "/*", "door");
        Tomcat.addServlet(context, "nothing", new Nothing(path, words));
        context.addServletMappingDecoded("/", "nothing");
    }

    private void start() {
        try {
            tomcat.start();
            if (tomcat.getConnector().getState() != LifecycleState.STARTED) {
                throw new IllegalStateException(failure());
            }
        } catch (LifecycleException e) {
            close();
            throw new IllegalStateException(failure(), e);
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    private String failure() {
        FeedFile file = feed.file();
        return file.id() + ": port " + file.port() + " can't be opened"
                + (file.tls() == null ? "" : ", or certificate and key in PEM don't fit each other");
    }

    /** Gives the port back; what has begun is still answered, for some seconds. */
    @Override
    public void close() {
        try {
            tomcat.getConnector().pause();
            protocol.closeServerSocketGraceful();
            int phase = running.arrive();
            running.awaitAdvanceInterruptibly(phase, LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            // It has to end.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            try {
                tomcat.stop();
                tomcat.destroy();
            } catch (LifecycleException e) {
                throw new IllegalStateException(feed.file().id() + ": the port can't be closed", e);
            } finally {
                FileSystemUtils.deleteRecursively(folder.toFile());
            }
        }
    }

    /** Counts what is being answered, also what the servlet never sees. */
    private final class Count extends ValveBase {

        Count() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            running.register();
            feed.meters().connections(Math.toIntExact(protocol.getConnectionCount()));
            try {
                getNext().invoke(request, response);
            } finally {
                // Tomcat would wait for the rest of a body that nobody reads.
                AtomicBoolean read = new AtomicBoolean();
                request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
                if (!read.get()) {
                    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
                }
                running.arriveAndDeregister();
            }
        }
    }

    /** Says in the protocol's words what Tomcat refuses by itself. */
    private static final class Report extends ErrorReportValve {

        private final RefusalWords words;

        Report(RefusalWords words) {
            this.words = words;
        }

        @Override
        protected void report(Request request, Response response, Throwable thrown) {
            if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            try {
                response.setSuspended(false);
                words.write(
                        request.getRequest(),
                        response.getResponse(),
                        response.getStatus(),
                        "A whole request of HTTP/1.1, in time");
                response.finishResponse();
            } catch (IOException | IllegalStateException _) {
                // There is nobody to answer any more.
            }
        }
    }

    /** Answers every other path. */
    private static final class Nothing extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final String path;
        private final transient RefusalWords words;

        Nothing(String path, RefusalWords words) {
            this.path = path;
            this.words = words;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            words.write(request, response, HttpServletResponse.SC_NOT_FOUND, "A path under " + path);
        }
    }
}
