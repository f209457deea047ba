/** Members as containers on a bridge of the run's own, cut by an nft bridge table from one side container. */
@NullMarked
package io.schism.harness.backend.docker;

import org.jspecify.annotations.NullMarked;
