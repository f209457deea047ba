package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import io.schism.histories.error.UserError;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Map;

/**
 * A bridge network of the run's own, {@code 10.199.X.0/24}: static addresses, no IPv6, no way out to other networks.
 *
 * @param third the X
 */
record Subnet(int third) {
    private static final String PREFIX = "10.199.";
    private static final int SUBNETS = 256;

    /** Makes the network under that name on the first subnet that nobody uses. */
    static Subnet create(DockerClient client, String name, Map<String, String> labels) {
        String refusal = "";
        for (int i = 0; i < SUBNETS; i++) {
            Subnet subnet = new Subnet(Math.floorMod(name.hashCode() + i, SUBNETS));
            if (subnet.isOnHost()) {
                continue;
            }
            try {
                client.createNetworkCmd()
                        .withName(name)
                        .withCheckDuplicate(true)
                        .withDriver("bridge")
                        .withEnableIpv6(false)
                        .withIpam(new Network.Ipam()
                                .withConfig(new Network.Ipam.Config()
                                        .withSubnet(subnet.text(0) + "/24")
                                        .withGateway(subnet.text(1))))
                        .withOptions(Map.of("com.docker.network.bridge.enable_ip_masquerade", "false"))
                        .withLabels(labels)
                        .exec();
                return subnet;
            } catch (DockerException e) {
                refusal = String.valueOf(e.getMessage());
                if (!refusal.contains("overlaps")) {
                    break;
                }
            }
        }
        throw UserError.environment(
                "Docker makes no network for the run: " + refusal,
                "remove what earlier runs left with: schism clean, and unused ones with: docker network prune");
    }

    private boolean isOnHost() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    .map(InterfaceAddress::getAddress)
                    .anyMatch(
                            address -> address.getHostAddress().startsWith(text(0).substring(0, text(0).length() - 1)));
        } catch (SocketException e) {
            return false;
        }
    }

    /** The address with that last number; members start at 2. */
    String text(int last) {
        return PREFIX + third + "." + last;
    }

    /** A hardware address derived from it, so that a restarted member answers to what its peers remember. */
    String mac(int last) {
        return "02:42:0a:c7:%02x:%02x".formatted(third, last);
    }
}
