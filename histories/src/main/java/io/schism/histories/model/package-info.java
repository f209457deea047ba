/** Sequential specifications. */
@NullMarked
package io.schism.histories.model;

import org.jspecify.annotations.NullMarked;
