package org.carecontact.gateway.mllp;

import java.io.IOException;
import java.net.ServerSocket;
import javax.net.ssl.SSLServerSocket;
import org.carecontact.gateway.dialects.FeedFile;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Makes sockets that listen, in clear or with TLS. */
final class ListeningSockets {

    private ListeningSockets() {}

    /**
     * Makes an unbound socket.
     *
     * @param tls null for a port in clear; with clients, who connects has to show a certificate that one of them signed
     * @throws IllegalStateException when the certificate or the key can't be used
     */
    static ServerSocket of(FeedFile.@Nullable Tls tls) throws IOException {
        if (tls == null) {
            return new ServerSocket();
        }
        PemSslStoreDetails own =
                PemSslStoreDetails.forCertificate("file:" + tls.certificate()).withPrivateKey("file:" + tls.key());
        PemSslStoreDetails trusted =
                tls.clients() == null ? null : PemSslStoreDetails.forCertificate("file:" + tls.clients());
        SSLServerSocket socket = (SSLServerSocket) SslBundle.of(new PemSslStoreBundle(own, trusted))
                .createSslContext()
                .getServerSocketFactory()
                .createServerSocket();
        socket.setNeedClientAuth(trusted != null);
        return socket;
    }
}
