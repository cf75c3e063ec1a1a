package io.github.predictionone.reactor;

import org.junit.jupiter.api.extension.Extension;
import reactor.blockhound.BlockHound;

/**
 * Reports calls that block an event loop, in all tests. It replaces BlockHound's own listener. Maven would load that
 * listener too when it scans the test classes, which it distributes to several JVMs.
 */
public final class BlockHoundExtension implements Extension {

    static {
        BlockHound.install();
    }
}
