/** Spring Boot auto-configurations, each of which backs off if the application has its own bean. */
@NullMarked
package io.github.predictionone.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
