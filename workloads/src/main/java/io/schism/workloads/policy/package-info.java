/** What the replicated service promises, by choice. */
@NullMarked
package io.schism.workloads.policy;

import org.jspecify.annotations.NullMarked;
