/** {@code replicated-kv}: a primary/replica key-value store over HTTP with a durable log; every policy is a choice. */
@NullMarked
package io.schism.workloads.service;

import org.jspecify.annotations.NullMarked;
