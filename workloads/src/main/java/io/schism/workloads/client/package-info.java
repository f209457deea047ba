/** How the service is asked: one operation in, one outcome out, never a retry; and whom a region's clients ask. */
@NullMarked
package io.schism.workloads.client;

import org.jspecify.annotations.NullMarked;
