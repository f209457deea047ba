/** The two jars that travel to every node, found inside the harness itself. */
@NullMarked
package io.schism.harness.nodejar;

import org.jspecify.annotations.NullMarked;
