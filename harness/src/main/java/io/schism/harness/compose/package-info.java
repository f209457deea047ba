/** Compose files, read as data: what a service of one says becomes how a node's image is started; what cannot be kept is refused. */
@NullMarked
package io.schism.harness.compose;

import org.jspecify.annotations.NullMarked;
