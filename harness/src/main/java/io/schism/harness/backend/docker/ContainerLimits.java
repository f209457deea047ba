package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.ThrottlingDataConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much of the processor and of the memory a running container may have. */
final class ContainerLimits {
    private static final long CPU_PERIOD_MICROS = 100_000;
    private static final long NO_QUOTA = -1;
    private static final int STATISTICS_SECONDS = 10;
    /** The Engine sets no limit below six megabytes. */
    private static final long LEAST_MEMORY = 8L << 20;

    private static final long LEAST_STEP = 64L << 10;
    private static final Logger LOG = LoggerFactory.getLogger(ContainerLimits.class);

    private final DockerClient client;
    private final String id;
    private final String name;
    private final long memory;

    /**
     * @param name what people call it
     * @param memory what it was started with, in bytes
     */
    ContainerLimits(DockerClient client, String id, String name, long memory) {
        this.client = client;
        this.id = id;
        this.name = name;
        this.memory = memory;
    }

    /** A share of one processor; 1 takes the limit away. */
    void cpu(double share) {
        client.updateContainerCmd(id)
                .withCpuPeriod(CPU_PERIOD_MICROS)
                .withCpuQuota(share < 1 ? Math.round(CPU_PERIOD_MICROS * share) : NO_QUOTA)
                .exec();
    }

    /** So many bytes more than it uses now. */
    void memory(long bytesMore) {
        set(memoryUsed() + bytesMore);
    }

    /**
     * Limits it to whatever it cannot give up: the kernel refuses a limit below, and ends it when it asks for more. One of cgroup
     * version 2 refuses none, and ends it at once. To be repeated, each time from the limit before; nothing to do for one that has ended.
     */
    void squeezeMemory() {
        long limit = limit().filter(bytes -> bytes < memory)
                .or(() -> statistics().map(ContainerLimits::used))
                .orElse(0L);
        long step = limit / 8;
        while (step >= LEAST_STEP) {
            if (limit - step >= LEAST_MEMORY && isSetTo(limit - step)) {
                limit -= step;
            } else {
                step /= 4;
            }
        }
    }

    private Optional<Long> limit() {
        return Optional.ofNullable(
                client.inspectContainerCmd(id).exec().getHostConfig().getMemory());
    }

    private boolean isSetTo(long bytes) {
        try {
            set(bytes);
            return true;
        } catch (DockerException e) {
            LOG.debug("{} uses more than {}", name, bytes, e);
            return false;
        }
    }

    void freeMemory() {
        set(memory);
    }

    private void set(long bytes) {
        client.updateContainerCmd(id).withMemory(bytes).withMemorySwap(bytes).exec();
    }

    /** Whether the kernel counts that it keeps the container to a share, within the second that Docker's statistics take. */
    boolean isHeldBack() {
        return statistics()
                .filter(now -> periods(now.getCpuStats()) > periods(now.getPreCpuStats()))
                .isPresent();
    }

    private static long periods(@Nullable CpuStatsConfig cpu) {
        return Optional.ofNullable(cpu)
                .map(CpuStatsConfig::getThrottlingData)
                .map(ThrottlingDataConfig::getPeriods)
                .orElse(0L);
    }

    private static long used(Statistics statistics) {
        return Optional.ofNullable(statistics.getMemoryStats())
                .map(MemoryStatsConfig::getUsage)
                .orElse(0L);
    }

    private long memoryUsed() {
        return statistics()
                .map(ContainerLimits::used)
                .filter(used -> used > 0)
                .orElseThrow(() -> new IllegalStateException("Docker does not tell how much memory " + name + " uses"));
    }

    private Optional<Statistics> statistics() {
        AtomicReference<@Nullable Statistics> told = new AtomicReference<>();
        ResultCallback.Adapter<Statistics> answer = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Statistics statistics) {
                told.set(statistics);
            }
        };
        try (answer) {
            client.statsCmd(id).withNoStream(true).exec(answer);
            answer.awaitCompletion(STATISTICS_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(told.get());
    }
}
