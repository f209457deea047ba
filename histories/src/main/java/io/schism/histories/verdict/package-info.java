/** Valid, invalid or unknown, with figures and evidence. */
@NullMarked
package io.schism.histories.verdict;

import org.jspecify.annotations.NullMarked;
