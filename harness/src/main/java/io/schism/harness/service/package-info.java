/** A service of the user's own, as a scenario describes it: how it is started, asked and spoken to. */
@NullMarked
package io.schism.harness.service;

import org.jspecify.annotations.NullMarked;
