package io.github.predictionone.benchmarks.dashboard;

import io.netty.channel.ChannelOption;
import java.io.IOException;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A WebFlux application with the starter. Prints its port, and exits when its standard input ends. */
@SpringBootApplication(proxyBeanMethods = false)
public class DashboardApplication {

    private static final int SEND_BUFFER = 8 << 10;

    /** Called by Spring. */
    DashboardApplication() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments the base URL of the service
     * @throws IOException if standard input can't be read
     */
    public static void main(String[] arguments) throws IOException {
        ConfigurableApplicationContext application = new SpringApplicationBuilder(DashboardApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "server.address=127.0.0.1",
                        "server.port=0",
                        "predictionone.base-url=" + arguments[0],
                        "predictionone.api-key=benchmark")
                .run();
        System.out.println("port=" + application.getEnvironment().getProperty("local.server.port"));
        while (System.in.read() >= 0) {
            // Nothing is sent on standard input; only its end matters.
        }
        application.close();
    }

    /** Makes stalled clients visible: a large buffer would take for minutes what they do not read. */
    @Bean
    NettyServerCustomizer smallSendBuffers() {
        return server -> server.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
    }
}
