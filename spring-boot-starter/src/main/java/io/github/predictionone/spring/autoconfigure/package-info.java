/** Auto-configurations of Spring Boot's, each of which backs off where the application has a bean of its own. */
@NullMarked
package io.github.predictionone.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
