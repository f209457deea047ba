/** What happened: operations in real-time order, how they are recorded, read and exported. */
@NullMarked
package io.schism.histories.history;

import org.jspecify.annotations.NullMarked;
