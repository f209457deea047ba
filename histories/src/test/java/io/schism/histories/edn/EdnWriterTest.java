package io.schism.histories.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EdnWriterTest {
    @Test
    void values_as_a_reader_of_history_files_sees_them() {
        assertThat(EdnWriter.toString(Arrays.asList(7L, null, 'x', "a\n\"b\"", Keyword.of("ok"), 1.5, 3)))
                .isEqualTo("[7 nil \\x \"a\\n\\\"b\\\"\" :ok 1.5 3]");
        assertThat(EdnWriter.toString(Map.of(Keyword.of("pairs"), List.of(List.of("E1", "W1")))))
                .isEqualTo("{:pairs [[\"E1\" \"W1\"]]}");
    }

    @Test
    void longs_of_every_length() {
        Random random = new Random(1);
        for (int shift = 0; shift < 64; shift++) {
            long number = random.nextLong() >> shift;
            assertThat(EdnWriter.toString(number)).isEqualTo(Long.toString(number));
        }
        for (long number : new long[] {0, 9, 10, -10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1}) {
            assertThat(EdnWriter.toString(number)).isEqualTo(Long.toString(number));
        }
    }

    @Test
    void what_is_no_EDN_leaves_the_buffer_as_it_was() {
        EdnWriter writer = new EdnWriter().value(1L);

        assertThatThrownBy(() -> writer.value(List.of(2L, new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
        assertThat(writer.ascii(" ").value(3L)).hasToString("1 3");
    }

    @Test
    void a_list_that_contains_itself_is_refused() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatThrownBy(() -> EdnWriter.toString(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nest deeper");
    }

    @Test
    void names_that_could_not_be_read_back_are_no_keywords() {
        for (String name : List.of("", "a b", "a\nb", "a}", "a\"", ":a")) {
            assertThatThrownBy(() -> Keyword.of(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
