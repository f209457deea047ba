package io.schism.harness.client;

import io.schism.harness.client.JdbcKind.JdbcForm;
import io.schism.harness.yaml.YamlValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads what nodes are asked besides operations: by HTTP, or by SQL over the connections that the client describes.
 * Every method throws a {@link io.schism.histories.error.UserError} that names the line of whatever is wrong.
 */
public final class NodeQuestions {
    private NodeQuestions() {}

    /** How to ask a node for its role: {@code {http: /role, ...}} or {@code {sql: QUERY, epoch: {column: NAME}}}. */
    public static RoleQuestion role(YamlValue value, ClientForm client) {
        if (!value.entries().containsKey("sql")) {
            return HttpRole.read(value);
        }
        Map<String, YamlValue> keys = value.map("sql", "epoch");
        YamlValue epoch = keys.get("epoch");
        return new SqlRole(query(value.required(keys, "sql"), client), epoch == null ? null : JdbcKind.column(epoch));
    }

    /** How to ask a node whether it is ready: it answers true in the first column of the first row. */
    public static ReadyQuestion ready(YamlValue sql, ClientForm client) {
        return new SqlReady(query(sql, client));
    }

    /** How to ask a node which operations it holds: {@code {sql: QUERY}}, their ids in the first column. */
    public static LogQuestion log(YamlValue value, ClientForm client) {
        SqlQuestion question = query(value.required(value.map("sql"), "sql"), client);
        return (node, limit) -> {
            try {
                return question.ask(node, limit, NodeQuestions::firstColumn);
            } finally {
                question.release(node);
            }
        };
    }

    private static List<String> firstColumn(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(String.valueOf(rows.getString(1)));
        }
        return List.copyOf(texts);
    }

    private static SqlQuestion query(YamlValue sql, ClientForm client) {
        if (!(client instanceof JdbcForm form)) {
            throw sql.wrong("asks a node by SQL, and the client is none that could", "use a `jdbc` client");
        }
        return new SqlQuestion(form.access(), sql.text());
    }
}
