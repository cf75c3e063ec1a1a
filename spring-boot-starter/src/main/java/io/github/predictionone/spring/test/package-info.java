/** Support for the tests of applications. */
@NullMarked
package io.github.predictionone.spring.test;

import org.jspecify.annotations.NullMarked;
