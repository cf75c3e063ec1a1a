package io.github.predictionone.reactor;

import org.junit.jupiter.api.extension.Extension;
import reactor.blockhound.BlockHound;

/**
 * Reports calls that block an event loop, in all tests. BlockHound's own listener would be loaded into Maven too, which
 * looks for the test classes that it distributes to several JVMs.
 */
public final class BlockHoundExtension implements Extension {

    static {
        BlockHound.install();
    }
}
