/** What every part of the client shares: its exceptions, and the keys that open the service. */
@NullMarked
package io.github.predictionone;

import org.jspecify.annotations.NullMarked;
