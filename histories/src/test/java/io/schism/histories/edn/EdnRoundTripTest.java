package io.schism.histories.edn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdnRoundTripTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatever_is_written_is_read_back_equal_and_lies_on_one_line(long seed) {
        RandomValues values = new RandomValues(seed);
        for (int i = 0; i < 400; i++) {
            Object value = values.value();
            String edn = EdnWriter.toString(value);

            assertThat(edn).doesNotContain("\n");
            assertThat(EdnReader.parse(edn)).as(edn).isEqualTo(value);
        }
    }

    @Test
    void a_stream_that_comes_in_single_bytes_gives_the_same_values() {
        RandomValues random = new RandomValues(11);
        List<Object> values = new ArrayList<>();
        EdnWriter writer = new EdnWriter();
        for (int i = 0; i < 500; i++) {
            values.add(random.value());
            writer.value(values.get(i)).ascii("\n");
        }
        EdnReader reader = new EdnReader(byteByByte(writer.toString()));

        for (Object value : values) {
            assertThat(reader.read()).isEqualTo(value);
        }
        assertThat(reader.next()).isEqualTo(EdnReader.END);
        assertThat(reader.line()).isEqualTo(values.size() + 1);
    }

    @Test
    void a_token_longer_than_the_window_stays_whole() {
        String text = "long ".repeat(100_000);
        EdnReader reader = new EdnReader(new ByteArrayInputStream(
                ("[" + EdnWriter.toString(text) + " :after]").getBytes(StandardCharsets.UTF_8)));

        assertThat(reader.read()).isEqualTo(List.of(text, Keyword.of("after")));
    }

    private static InputStream byteByByte(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(1, length));
            }
        };
    }
}
