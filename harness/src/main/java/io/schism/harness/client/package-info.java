/** The clients that speak to a user's service, one class a protocol, and whom of its nodes they ask. */
@NullMarked
package io.schism.harness.client;

import org.jspecify.annotations.NullMarked;
