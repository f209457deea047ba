/** What a person or a CI reads of a run: one page, one summary, one test result. */
@NullMarked
package io.schism.harness.report;

import org.jspecify.annotations.NullMarked;
