/** The client as a Spring bean, and its status streams as server-sent events. */
@NullMarked
package io.github.predictionone.spring;

import org.jspecify.annotations.NullMarked;
