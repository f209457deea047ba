/** Those who look on: roles, epochs, sessions and modes, sampled past every cut. */
@NullMarked
package io.schism.harness.observe;

import org.jspecify.annotations.NullMarked;
