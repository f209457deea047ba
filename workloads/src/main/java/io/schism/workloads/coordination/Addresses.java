package io.schism.workloads.coordination;

import java.net.InetSocketAddress;

/** Addresses as configurations write them: {@code host:port}. */
public final class Addresses {
    private Addresses() {}

    /**
     * Reads {@code host:port}; the host is looked up by whoever connects.
     *
     * @throws IllegalArgumentException where it is something else
     */
    public static InetSocketAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("\"" + address + "\" is not of the form host:port");
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            return InetSocketAddress.createUnresolved(address.substring(0, colon), port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + address + "\" is not of the form host:port", e);
        }
    }

    /** The same address, looked up, for binding or connecting. */
    public static InetSocketAddress resolve(InetSocketAddress address) {
        return new InetSocketAddress(address.getHostString(), address.getPort());
    }
}
