package io.schism.histories.model;

import io.schism.histories.edn.Keyword;
import java.util.Collection;

/** Values that reads answered. */
final class Answers {
    private Answers() {}

    /** A value that is in none of these. */
    static Object outside(Collection<? extends Collection<?>> answers) {
        StringBuilder name = new StringBuilder("unread");
        while (isIn(answers, Keyword.of(name.toString()))) {
            name.append('+');
        }
        return Keyword.of(name.toString());
    }

    private static boolean isIn(Collection<? extends Collection<?>> answers, Object value) {
        return answers.stream().anyMatch(each -> each.contains(value));
    }
}
