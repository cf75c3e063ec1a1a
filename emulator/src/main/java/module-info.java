/** A local Prediction One that really trains small models, for development and tests. */
module io.github.predictionone.emulator {
    requires static com.google.errorprone.annotations;
    requires de.siegmar.fastcsv;
    requires io.netty.buffer;
    requires io.netty.codec.http;
    // Reactor Netty loads HTTP/2 with every server, but as an automatic module it can't require other modules.
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires java.logging;
    requires static transitive org.jspecify;
    requires org.reactivestreams;
    requires org.slf4j;
    requires org.tribuo.classification.core;
    requires org.tribuo.classification.dtree;
    requires org.tribuo.common.tree;
    requires org.tribuo.core;
    requires org.tribuo.regression.core;
    requires org.tribuo.regression.rtree;
    requires reactor.core;
    requires reactor.netty.core;
    requires reactor.netty.http;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports io.github.predictionone.emulator;
}
