/** EDN values, read without evaluation and written one way. */
@NullMarked
package io.schism.histories.edn;

import org.jspecify.annotations.NullMarked;
