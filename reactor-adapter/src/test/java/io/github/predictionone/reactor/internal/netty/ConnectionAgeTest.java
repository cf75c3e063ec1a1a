package io.github.predictionone.reactor.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.support.SteppedTime;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.test.StepVerifier;

class ConnectionAgeTest {

    private static final Duration BETWEEN_POLLS = Duration.ofSeconds(30);

    private final SteppedTime clock = new SteppedTime();
    private RawServer server;
    private NameServer names;
    private Connections connections;

    @BeforeEach
    void open() throws IOException {
        server = new RawServer().otherwise((socket, out) -> {
            out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        });
        names = new NameServer();
        connections = new Connections(
                ConnectionSettings.defaults(),
                clock.time(),
                resolver -> resolver.nameServerProvider(new SequentialDnsServerAddressStreamProvider(names.address())));
    }

    @AfterEach
    void close() throws IOException {
        connections.close().as(StepVerifier::create).verifyComplete();
        names.close();
        server.close();
    }

    private HttpClient client(String host) {
        return connections.api(URI.create("http://" + host + ":" + server.uri().getPort()), Connections.Use.CALLS);
    }

    private void poll(HttpClient client, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            EventLoop loop = client.get()
                    .uri("/")
                    .responseConnection((head, connection) -> connection
                            .inbound()
                            .receive()
                            .then(Mono.just(connection.channel().eventLoop())))
                    .blockLast();
            // Wait until the event loop has returned the connection to the pool.
            loop.submit(() -> {}).get();
            clock.advance(BETWEEN_POLLS);
        }
    }

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 0, 2})
    @DisplayName("1.8 1.11 a connection in constant use is replaced within five minutes")
    void life(int hours) throws Exception {
        HttpClient client = client("127.0.0.1");
        poll(client, 2);
        clock.step(Duration.ofHours(hours));
        poll(client, 7);
        assertThat(server.connections()).as("after 4 min").isEqualTo(1);
        poll(client, 2);
        assertThat(server.connections()).as("after 5 min").isEqualTo(2);
        poll(client, 20);
        assertThat(server.connections()).as("after 15 min").isBetween(4, 5);
    }

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 0, 2})
    @DisplayName("1.8 a connection that was idle for 45 s is not reused, even if the wall clock changes")
    void idle(int hours) throws Exception {
        HttpClient client = client("127.0.0.1");
        poll(client, 1);
        clock.step(Duration.ofHours(hours));
        clock.advance(Duration.ofSeconds(14));
        poll(client, 1);
        assertThat(server.connections()).as("idle for 44 s").isEqualTo(1);
        clock.advance(Duration.ofSeconds(15));
        poll(client, 1);
        assertThat(server.connections()).as("idle for 45 s").isEqualTo(2);
    }

    @Test
    @DisplayName("1.11 a host name is resolved for each new connection, whatever the TTL of its DNS record")
    void lookUp() throws Exception {
        HttpClient client = client("service.test");
        poll(client, 9);
        assertThat(names.asked()).containsOnly("service.test").hasSize(1);
        poll(client, 2);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(names.asked()).containsOnly("service.test").hasSize(2);
    }

    @Test
    @DisplayName("1.11 concurrent look-ups of the same host name share one DNS query")
    void joined() throws Exception {
        HttpClientConfig client = client("service.test").configuration();
        EventLoop loop = client.loopResources().onClient(true).next();
        AddressResolver<?> resolver = client.resolver().getResolver(loop);
        SocketAddress service = InetSocketAddress.createUnresolved("service.test", 80);
        // The event loop is busy with both look-ups, so it cannot read a response in between.
        List<Future<?>> lookUps = loop.submit(
                        () -> List.<Future<?>>of(resolver.resolve(service), resolver.resolve(service)))
                .get();
        for (Future<?> lookUp : lookUps) {
            assertThat(lookUp.get()).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
        }
        assertThat(names.asked()).hasSize(1);
    }

    /** A DNS server that resolves every name to 127.0.0.1 with a TTL of one day, and has no IPv6 addresses. */
    private static final class NameServer implements AutoCloseable {

        private static final int HEADER = 12;

        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final Queue<String> asked = new ConcurrentLinkedQueue<>();

        NameServer() throws IOException {
            Thread thread = new Thread(this::serve, "name-server");
            thread.setDaemon(true);
            thread.start();
        }

        InetSocketAddress address() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        /** Returns the names of all queries for an IPv4 address. */
        Queue<String> asked() {
            return asked;
        }

        private void serve() {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                    socket.receive(packet);
                    packet.setData(answer(packet.getData()));
                    socket.send(packet);
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private byte[] answer(byte[] message) {
            ByteBuffer query = ByteBuffer.wrap(message);
            int end = HEADER;
            StringBuilder name = new StringBuilder();
            while (message[end] > 0) {
                name.append(name.isEmpty() ? "" : ".")
                        .append(new String(message, end + 1, message[end], StandardCharsets.US_ASCII));
                end += 1 + message[end];
            }
            boolean ipv4 = query.getShort(end + 1) == 1;
            if (ipv4) {
                asked.add(name.toString());
            }
            end += 5;
            ByteBuffer answer = ByteBuffer.allocate(end + (ipv4 ? 16 : 0));
            answer.putShort(query.getShort(0)).putShort((short) 0x8180);
            answer.putShort((short) 1).putShort((short) (ipv4 ? 1 : 0)).putInt(0);
            answer.put(message, HEADER, end - HEADER);
            if (ipv4) {
                // The name above, type A, class IN.
                answer.putShort((short) 0xC00C).putShort((short) 1).putShort((short) 1);
                answer.putInt(86_400).putShort((short) 4).put(new byte[] {127, 0, 0, 1});
            }
            return answer.array();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
