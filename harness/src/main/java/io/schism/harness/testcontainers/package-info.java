/** Testcontainers that users have already, and an ensemble for them: faults, observers and recorders for both. */
@NullMarked
package io.schism.harness.testcontainers;

import org.jspecify.annotations.NullMarked;
