/** Scenarios, clusters and recorders in JUnit Jupiter. The one package that needs JUnit, which the user's tests bring. */
@NullMarked
package io.schism.harness.junit;

import org.jspecify.annotations.NullMarked;
