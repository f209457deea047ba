/** What a member says of itself when asked. */
@NullMarked
package io.schism.harness.status;

import org.jspecify.annotations.NullMarked;
