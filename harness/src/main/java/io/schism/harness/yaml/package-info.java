/** YAML with positions kept, so that every mistake is named by file and line. */
@NullMarked
package io.schism.harness.yaml;

import org.jspecify.annotations.NullMarked;
