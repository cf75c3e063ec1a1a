/** Types that all parts of the client share: its exceptions, and the API keys of the service. */
@NullMarked
package io.github.predictionone;

import org.jspecify.annotations.NullMarked;
