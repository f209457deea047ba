package io.schism.harness.serve;

import io.schism.harness.report.Assets;

/** What the template of a run that goes on shows. */
record LivePage(Assets assets, ListedRun run) {}
