package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** An Engine that has every image, and whose containers are shells that only answer: with an error where a test wants one. */
final class StandInEngine {
    private static final String END = "echo schism-done $?\n";

    private final Set<String> containers = ConcurrentHashMap.newKeySet();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> refused = work -> false;
    private volatile boolean starting = true;

    /** What ends with an error from now on, told as by {@link #told}. */
    void refuse(Predicate<String> work) {
        refused = work;
    }

    /** Whether a container that is made can be started from now on. */
    void start(boolean can) {
        starting = can;
    }

    /** What was run since this was last asked, as {@code CONTAINER nft} and {@code CONTAINER tc}. */
    List<String> told() {
        List<String> since = List.copyOf(told);
        told.clear();
        return since;
    }

    DockerClient client() {
        return proxy(DockerClient.class, (returns, request, arguments) -> command(returns, request, arguments[0]));
    }

    private interface Answers {
        Object to(Class<?> returns, String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getReturnType(), method.getName(), arguments)));
    }

    /** A request that is made by {@code with...}, and sent by {@code exec}. */
    private Object command(Class<?> type, String request, Object subject) {
        Map<String, Object> settings = new HashMap<>();
        Object[] self = new Object[1];
        self[0] = proxy(type, (returns, method, arguments) -> {
            if (method.equals("exec")) {
                return send(request, String.valueOf(subject), settings, arguments);
            }
            settings.put(method, arguments[0]);
            return self[0];
        });
        return self[0];
    }

    private Object send(String request, String subject, Map<String, Object> settings, Object[] arguments) {
        switch (request) {
            case "inspectImageCmd":
                return new InspectImageResponse().withId(subject);
            case "createContainerCmd":
                return create(String.valueOf(settings.get("withName")));
            case "attachContainerCmd":
                return attach(subject, (InputStream) settings.get("withStdIn"), arguments[0]);
            case "startContainerCmd":
                if (!starting) {
                    throw new ConflictException("cannot join the network of a container that does not run");
                }
                return null;
            case "removeContainerCmd":
                containers.remove(subject);
                return null;
            default:
                throw new AssertionError(request);
        }
    }

    private CreateContainerResponse create(String name) {
        if (!containers.add(name)) {
            throw new ConflictException("the container name " + name + " is already in use");
        }
        CreateContainerResponse response = new CreateContainerResponse();
        response.setId(name);
        return response;
    }

    @SuppressWarnings("unchecked")
    private Object attach(String container, InputStream typed, Object callback) {
        Thread shell = new Thread(() -> serve(container, typed, (ResultCallback<Frame>) callback), container);
        shell.setDaemon(true);
        shell.start();
        return callback;
    }

    private void serve(String container, InputStream typed, ResultCallback<Frame> callback) {
        byte[] buffer = new byte[1 << 16];
        StringBuilder text = new StringBuilder();
        try {
            for (int length = typed.read(buffer, 0, buffer.length);
                    length >= 0;
                    length = typed.read(buffer, 0, buffer.length)) {
                text.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
                if (text.toString().endsWith(END)) {
                    String work = container + (text.indexOf(SideImage.NFT) >= 0 ? " nft" : " tc");
                    text.setLength(0);
                    told.add(work);
                    String answer = "schism-done " + (refused.test(work) ? 1 : 0) + "\n";
                    callback.onNext(new Frame(StreamType.STDOUT, answer.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
