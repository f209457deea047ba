/**
 * Members as plain JVM processes on 127.0.0.1, and between them a fabric of the harness's own: every connection between
 * members, and from clients, passes it, so that it can be cut, delayed and probed without privileges.
 */
@NullMarked
package io.schism.harness.backend.loopback;

import org.jspecify.annotations.NullMarked;
