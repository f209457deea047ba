package io.schism.histories.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Equal values are one object, and what only looks equal stays as it was written. */
class SharedValuesTest {
    private final SharedValues shared = new SharedValues();

    @Test
    void numbers_and_vectors_are_shared() {
        EdnReader edn = reader("4711 4711 [3 [1000 2000]] [3 [1000 2000]] [:a \"b\" nil] (:a \"b\" nil)");

        assertThat(edn.read()).isSameAs(edn.read());
        assertThat(edn.read()).isSameAs(edn.read()).isEqualTo(List.of(3L, List.of(1000L, 2000L)));
        assertThat(edn.read()).isSameAs(edn.read());
    }

    @Test
    void maps_within_a_vector_keep_their_order() {
        EdnReader edn = reader("[{:a 1 :b 2}] [{:b 2 :a 1}] [#{1 2}] [#{2 1}]");

        assertThat(edn.read()).hasToString("[{:a=1, :b=2}]");
        assertThat(edn.read()).hasToString("[{:b=2, :a=1}]");
        assertThat(edn.read()).hasToString("[[1, 2]]");
        assertThat(edn.read()).hasToString("[[2, 1]]");
    }

    @Test
    void whatever_takes_the_place_of_what_a_value_is_that_value() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            assertThat(shared.number(number)).isEqualTo(number);
            Object[] elements = {0L, shared.number(number & 0x3fff), i % 3 == 0 ? null : "x", 4L, 5L};
            int to = 1 + random.nextInt(5);
            assertThat(shared.vector(elements, 1, to))
                    .isEqualTo(Arrays.asList(elements).subList(1, to));
        }
    }

    @Test
    void a_vector_of_two_is_a_list_like_any_other() {
        List<Object> pair = shared.vector(new Object[] {"k", null}, 0, 2);

        assertThat(pair).isEqualTo(Arrays.asList("k", null)).hasSameHashCodeAs(Arrays.asList("k", null));
        assertThat(pair.contains(null)).isTrue();
        assertThat(pair.indexOf("k")).isZero();
        assertThatThrownBy(() -> pair.set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> pair.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static EdnReader reader(String text) {
        return new EdnReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
