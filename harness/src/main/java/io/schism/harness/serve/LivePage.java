package io.schism.harness.serve;

import io.schism.harness.report.Assets;

/**
 * What the template of a run that goes on shows.
 *
 * @param now the timeline as it is when the page is asked for, JSON that is inert inside HTML
 */
record LivePage(Assets assets, ListedRun run, String now) {}
