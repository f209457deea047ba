package io.schism.histories.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayMapTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 12, 13, 40})
    void it_is_a_map_like_any_other_in_order_and_immutable(int size) {
        Map<Object, Object> model = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            model.put(i == 1 ? null : "k" + i, i == 2 ? null : i);
        }
        Map<Object, Object> map = ArrayMap.copyOf(model);

        assertThat(map).isEqualTo(model).hasSameHashCodeAs(model).hasSize(size);
        assertThat(new HashMap<>(map)).isEqualTo(map);
        assertThat(map.keySet()).containsExactlyElementsOf(model.keySet());
        assertThat(map.get("absent")).isNull();
        assertThat(map.containsKey(null)).isEqualTo(size > 1);
        assertThatThrownBy(() -> map.put("new", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 30})
    void a_key_that_is_there_twice_is_refused(int size) {
        Object[] pairs = new Object[2 * size];
        for (int i = 0; i < size; i++) {
            pairs[2 * i] = i == size - 1 ? "k0" : "k" + i;
        }

        assertThatThrownBy(() -> ArrayMap.of(pairs, 0, pairs.length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"k0\"");
    }
}
