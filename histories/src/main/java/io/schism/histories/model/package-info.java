/** Sequential specifications: what an object does when one operation happens after another. */
@NullMarked
package io.schism.histories.model;

import org.jspecify.annotations.NullMarked;
