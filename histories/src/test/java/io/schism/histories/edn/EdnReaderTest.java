package io.schism.histories.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnReaderTest {
    @Test
    void every_kind_of_value() {
        assertThat(EdnReader.parse("nil")).isNull();
        assertThat(EdnReader.parse("[true false]")).isEqualTo(List.of(true, false));
        assertThat(EdnReader.parse("[0 -0 +7 -42 9223372036854775807 -9223372036854775808]"))
                .isEqualTo(List.of(0L, 0L, 7L, -42L, Long.MAX_VALUE, Long.MIN_VALUE));
        assertThat(EdnReader.parse("[1N 9223372036854775808 9223372036854775808N]"))
                .isEqualTo(List.of(1L, new BigInteger("9223372036854775808"), new BigInteger("9223372036854775808")));
        assertThat(EdnReader.parse("[1.5 -0.5 1e3 1.0E-2 1M 1.50M ##Inf ##-Inf ##NaN]"))
                .isEqualTo(List.of(
                        1.5,
                        -0.5,
                        1000.0,
                        0.01,
                        new BigDecimal("1"),
                        new BigDecimal("1.50"),
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.NaN));
        assertThat(EdnReader.parse("[:a :b/c foo -> - +x]"))
                .isEqualTo(List.of(
                        Keyword.of("a"),
                        Keyword.of("b/c"),
                        new Symbol("foo"),
                        new Symbol("->"),
                        new Symbol("-"),
                        new Symbol("+x")));
        assertThat(EdnReader.parse("[\\a \\newline \\space \\( \\\\ \\u00e9 \\é]"))
                .isEqualTo(List.of('a', '\n', ' ', '(', '\\', 'é', 'é'));
        assertThat(EdnReader.parse("\"a\\n\\t\\\"\\\\\\u00e9é\nb\"")).isEqualTo("a\n\t\"\\éé\nb");
        assertThat(EdnReader.parse("{:a 1, nil #{2 3}, [4] (5 nil)}"))
                .isEqualTo(mapOf(Keyword.of("a"), 1L, null, Set.of(2L, 3L), List.of(4L), Arrays.asList(5L, null)));
        assertThat(EdnReader.parse("#inst \"2018-10-21\"")).isEqualTo(new Tagged("inst", "2018-10-21"));
        assertThat(EdnReader.parse("#object[java.lang.Object 0x4a7f \"o\"]"))
                .isEqualTo(new Tagged("object", List.of(new Symbol("java.lang.Object"), 0x4a7fL, "o")));
    }

    @Test
    void a_keyword_that_is_expected_is_read_and_no_other() {
        EdnReader edn = new EdnReader();
        byte[] text = ":index 5, :ind 1.5 :indexes :index".getBytes(StandardCharsets.UTF_8);
        edn.over(text, 0, text.length, 1, 0);
        Keyword index = Keyword.of("index");

        assertThat(edn.read(index)).isTrue();
        assertThat(edn.readInteger()).isTrue();
        assertThat(edn.integer()).isEqualTo(5);
        assertThat(edn.readInteger()).isFalse();
        assertThat(edn.read(index)).isFalse();
        assertThat(edn.read()).isEqualTo(Keyword.of("ind"));
        assertThat(edn.readInteger()).isFalse();
        assertThat(edn.read()).isEqualTo(1.5);
        assertThat(edn.read(index)).isFalse();
        assertThat(edn.read()).isEqualTo(Keyword.of("indexes"));
        assertThat(edn.read(index)).isTrue();
        assertThat(edn.next()).isEqualTo(EdnReader.END);
    }

    @Test
    void wherever_the_window_ends_numbers_and_keywords_are_whole() {
        StringBuilder text = new StringBuilder();
        for (long number = 1; number < 60_000; number++) {
            text.append(":key ").append(number * number % 1_000_003 * 7).append(number % 3 == 0 ? "\n" : " nil ");
        }
        EdnReader edn = new EdnReader(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
        Keyword key = Keyword.of("key");
        for (long number = 1; number < 60_000; number++) {
            assertThat(edn.read(key)).isTrue();
            assertThat(edn.readInteger()).isTrue();
            assertThat(edn.integer()).isEqualTo(number * number % 1_000_003 * 7);
            if (number % 3 != 0) {
                assertThat(edn.read()).isNull();
            }
        }
        assertThat(edn.next()).isEqualTo(EdnReader.END);
        assertThat(edn.line()).isEqualTo(20_000);
    }

    @Test
    void comments_commas_and_discards_are_no_values() {
        assertThat(EdnReader.parse("; first\n [1,,2 #_3 #_ #_ 4 [5] ; ]\n 6 #_{:a #_b 7}] ; last"))
                .isEqualTo(List.of(1L, 2L, 6L));
    }

    @ParameterizedTest(name = "{0} at {1}:{2}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "[1 2,1,5,the text ends inside the list",
                "`{:a \n\"öö\" :b}`,1,1,has no value",
                "{:a 1 :a 2},1,1,the key :a is there twice",
                "#{1 1},1,1,twice",
                "`[\n  1 )`,2,5,unexpected ')'",
                "`[\"ö\" 012]`,1,6,not a number: 012",
                "12a,1,1,not a number",
                "1/2,1,1,not a number",
                "0x1g,1,1,not a number",
                "1E2147483648M,1,1,exponent out of range",
                "`\"a\nbö\\q\"`,2,3,unknown escape in a string: \\q",
                "`\"\\u12\"`,1,2,unknown escape",
                "`[\n\"abc`,2,5,the text ends inside the string that begins at line 2",
                "\\,1,1,a character was expected",
                "\\foo,1,1,not a character",
                ":,1,1,a keyword's name was expected",
                "[:: 1],1,2,a keyword's name was expected",
                "#1,1,1,after '#'",
                "#,1,1,after '#'",
                "##Foo,1,1,not a number",
                "#inst,1,6,a value was expected",
                "#_,1,3,a value was expected",
                "1 2,1,3,one value was expected",
                "@x,1,1,unexpected '@'"
            })
    void what_is_no_EDN_is_told_with_its_place(String text, int line, int column, String problem) {
        EdnException error = catchThrowableOfType(EdnException.class, () -> EdnReader.parse(text));

        assertThat(error).isNotNull().hasMessageContaining(problem);
        assertThat(error.line() + ":" + error.column()).isEqualTo(line + ":" + column);
    }

    @Test
    void an_empty_text_is_no_value() {
        assertThatThrownBy(() -> EdnReader.parse(" ; nothing")).isInstanceOf(EdnException.class);
    }

    @Test
    void text_that_is_not_UTF_8_is_refused_and_not_guessed() {
        byte[] latin1 = {'"', (byte) 0xe9, '"'};

        assertThatThrownBy(() -> new EdnReader(new ByteArrayInputStream(latin1)).read())
                .isInstanceOf(EdnException.class)
                .hasMessageContaining("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "(", "{", "#{", "#_", "#a ", "{1 ", "[#_ #a {"})
    void a_million_times_nested_is_an_error_and_no_stack_overflow(String opening) {
        assertThatThrownBy(() -> EdnReader.parse(opening.repeat(1_000_000)))
                .isInstanceOf(EdnException.class)
                .hasMessageContaining("nest deeper than");
    }

    @Test
    void a_number_of_a_million_digits_is_refused_at_once() {
        assertThatThrownBy(() -> EdnReader.parse("1".repeat(1_000_000)))
                .isInstanceOf(EdnException.class)
                .hasMessageContaining("digits");
    }

    @Test
    void nothing_is_evaluated() {
        assertThat(EdnReader.parse("#=(java.lang.System/exit 1)".substring(2)))
                .isEqualTo(List.of(new Symbol("java.lang.System/exit"), 1L));
        assertThatThrownBy(() -> EdnReader.parse("#=(java.lang.System/exit 1)")).isInstanceOf(EdnException.class);
    }

    @Test
    void repeated_strings_and_keywords_are_one_object() {
        List<?> list = (List<?>) EdnReader.parse("[\"E1\" :role \"E1\" :role]");

        assertThat(list.get(0)).isSameAs(list.get(2));
        assertThat(list.get(1)).isSameAs(list.get(3)).isSameAs(Keyword.of("role"));
    }

    private static Map<Object, Object> mapOf(Object... pairs) {
        Map<Object, Object> map = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
