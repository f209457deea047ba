/** Generators: pure, seeded values that say which operation is done next, when, and by whom; and how they combine. */
@NullMarked
package io.schism.workloads.generator;

import org.jspecify.annotations.NullMarked;
