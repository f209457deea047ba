/** What runs beside the service on a member: the probe agent, the clients' relay, and a ZooKeeper server's main. */
@NullMarked
package io.schism.workloads.agent;

import org.jspecify.annotations.NullMarked;
