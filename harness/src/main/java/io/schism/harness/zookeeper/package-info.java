/** A ZooKeeper ensemble asked, used and abused from outside: four-letter words, sessions, request storms, watches. */
@NullMarked
package io.schism.harness.zookeeper;

import org.jspecify.annotations.NullMarked;
