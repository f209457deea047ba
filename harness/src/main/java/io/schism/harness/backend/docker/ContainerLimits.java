package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
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

/** How much of the processor and of the memory a running container may have. */
final class ContainerLimits {
    private static final long CPU_PERIOD_MICROS = 100_000;
    private static final long NO_QUOTA = -1;
    private static final int STATISTICS_SECONDS = 10;

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

    private long memoryUsed() {
        return statistics()
                .map(Statistics::getMemoryStats)
                .map(MemoryStatsConfig::getUsage)
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
