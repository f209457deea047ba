/** The members of a run and the site that carries them, whatever the backend. */
@NullMarked
package io.schism.harness.cluster;

import org.jspecify.annotations.NullMarked;
