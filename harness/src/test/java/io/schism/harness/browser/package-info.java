/** A real browser for tests. */
@NullMarked
package io.schism.harness.browser;

import org.jspecify.annotations.NullMarked;
