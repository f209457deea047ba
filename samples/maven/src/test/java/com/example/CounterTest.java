package com.example;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;

import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterTest {
    final AtomicInteger counter = new AtomicInteger();
    final Recorder recorder = Recorder.inMemory();

    @Test
    void no_number_is_given_twice() {
        IntStream.range(0, 800).parallel().forEach(i -> {
            Operation id = recorder.invoke("generate", null);
            recorder.ok(id, counter.incrementAndGet());
        });
        assertThat(recorder.history()).isLinearizable("unique-ids");
    }
}
