package io.schism.harness.client;

import io.schism.workloads.client.Client;

/** A client as a scenario describes it, ready to be opened for each region. */
public interface ClientForm {
    /** Whether it can compare and set. */
    boolean comparesAndSets();

    /** Whether its answers tell the epoch that they were given under. */
    boolean tellsEpochs();

    /** Opens the client of one region; closing it closes the place too. */
    Client open(ClientPlace place);
}
