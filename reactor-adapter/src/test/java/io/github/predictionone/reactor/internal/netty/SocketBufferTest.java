package io.github.predictionone.reactor.internal.netty;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.test.StepVerifier;

class SocketBufferTest {

    private static final int LENGTH = 200_000;

    @Test
    @DisplayName("6.4 acknowledged bytes are counted, which shows progress even if the round-trip time is constant")
    void acknowledged() throws Exception {
        assumeTrue(Epoll.isAvailable() && LoopResources.DEFAULT_NATIVE, "JDK sockets do not report acknowledged bytes");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Connection client = TcpClient.create()
                    .host(server.getInetAddress().getHostAddress())
                    .port(server.getLocalPort())
                    .connectNow();
            try (Socket socket = server.accept()) {
                long before = SocketBuffer.acknowledged(client.channel());
                client.outbound()
                        .sendByteArray(Mono.just(new byte[LENGTH]))
                        .then()
                        .subscribe();
                socket.getInputStream().readNBytes(LENGTH);
                // The response carries the acknowledgement.
                socket.getOutputStream().write(1);
                client.inbound()
                        .receive()
                        .take(1)
                        .map(answer -> SocketBuffer.acknowledged(client.channel()) - before)
                        .as(StepVerifier::create)
                        .expectNext((long) LENGTH)
                        .verifyComplete();
            } finally {
                client.disposeNow();
            }
        }
    }
}
