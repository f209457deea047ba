package io.schism.harness.client;

import io.schism.harness.yaml.YamlValue;
import io.schism.workloads.client.Client;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program of the user's: operations as JSON lines on its standard input, answers on its standard output. */
final class ProgramKind implements ClientKind {
    @Override
    public String name() {
        return "program";
    }

    @Override
    public String description() {
        return "a program in any language that reads operations as JSON lines and prints answers";
    }

    @Override
    public String example() {
        return """
                program:
                  # Reads operations from standard input, a line each:
                  #   {"op":"3-9","f":"read","key":7,"node":"n1","host":"127.0.0.1","port":40001}
                  #   {"op":"3-10","f":"write","key":7,"value":42,...}   {"op":"3-11","f":"cas","key":7,"old":42,"value":43,...}
                  # and prints an answer to each before it reads the next:
                  #   {"type":"ok","value":42}   {"type":"fail","error":"refused"}   {"type":"info","error":"timeout"}
                  # Say ok where it happened (a read tells its value, or null), fail where it certainly did not, info where nobody knows.
                  command: [python3, client.py]
                  cas: false
                """;
    }

    @Override
    public ClientForm read(YamlValue value, Path folder) {
        Map<String, YamlValue> keys =
                value.isList() ? Map.of("command", value) : value.map("command", "env", "cas", "epochs");
        YamlValue command = value.required(keys, "command");
        if (command.texts().isEmpty()) {
            throw command.wrong("is empty", "write the program and its arguments, as in [python3, client.py]");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        if (keys.containsKey("env")) {
            keys.get("env").entries().forEach((name, text) -> variables.put(name, text.text()));
        }
        return new ProgramForm(
                command.texts(),
                variables,
                folder,
                !keys.containsKey("cas") || keys.get("cas").truth(),
                keys.containsKey("epochs") && keys.get("epochs").truth());
    }

    /**
     * How to start it.
     *
     * @param comparesAndSets whether it can
     * @param tellsEpochs whether its answers do
     */
    record ProgramForm(
            List<String> command,
            Map<String, String> variables,
            Path folder,
            boolean comparesAndSets,
            boolean tellsEpochs)
            implements ClientForm {
        @Override
        public Client open(ClientPlace place) {
            return new ProgramClient(this, place);
        }
    }
}
