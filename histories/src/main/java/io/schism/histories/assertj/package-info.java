/** Assertions for AssertJ on histories. The one package that needs AssertJ, which the user's tests bring. */
@NullMarked
package io.schism.histories.assertj;

import org.jspecify.annotations.NullMarked;
