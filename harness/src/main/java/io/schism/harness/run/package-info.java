/** One run: scenario, plan, cluster, load and nemesis, history, verdict, report. */
@NullMarked
package io.schism.harness.run;

import org.jspecify.annotations.NullMarked;
