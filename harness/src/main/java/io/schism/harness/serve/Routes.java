package io.schism.harness.serve;

import com.sun.net.httpserver.HttpExchange;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.schism.harness.report.Assets;
import io.schism.harness.report.LiveTimeline;
import io.schism.harness.report.Report;
import io.schism.harness.report.WebPage;
import io.schism.harness.run.RunResult;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What stands at which address. */
final class Routes {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Routes.class.getClassLoader(), Routes.class.getPackageName());

    private final Shelf shelf;
    private final BooleanSupplier open;

    Routes(Shelf shelf, BooleanSupplier open) {
        this.shelf = shelf;
        this.open = open;
    }

    void answer(HttpExchange exchange) throws IOException {
        Answer answer = new Answer(exchange);
        Optional<Address> address = Address.of(exchange.getRequestURI());
        if (address.isEmpty()) {
            answer.plain(400, "no address of this server");
            return;
        }
        List<String> path = address.get().path();
        String first = path.isEmpty() ? "" : path.get(0);
        switch (first) {
            case "" -> list(answer, address.get());
            case "compare" -> compare(answer, address.get().all("run"));
            case "runs" -> file(answer, path);
            case "live" -> live(answer, path);
            case "events" -> events(answer, path);
            case "zip" -> zip(answer, path);
            default -> missing(answer);
        }
    }

    private void list(Answer answer, Address address) throws IOException {
        RunsPage page = RunsPage.of(
                shelf.list(),
                new RunsPage.Filter(
                        address.first("scenario"),
                        address.first("verdict"),
                        address.first("from"),
                        address.first("to"),
                        address.first("q")));
        page(answer, "runs.jte", page, page.assets());
    }

    private void live(Answer answer, List<String> path) throws IOException {
        Optional<Path> run = path.size() == 2 ? shelf.run(path.get(1)) : Optional.empty();
        if (run.isEmpty()) {
            missing(answer);
            return;
        }
        LiveTimeline timeline = new LiveTimeline();
        new TailedHistory(run.get().resolve("history.edn")).poll(timeline::add);
        LivePage page = new LivePage(Assets.ofLivePage(), ListedRun.of(run.get()), timeline.json());
        page(answer, "live.jte", page, page.assets());
    }

    private static void page(Answer answer, String template, Object page, Assets assets) throws IOException {
        StringOutput html = new StringOutput();
        TEMPLATES.render(template, page, html);
        answer.policy(own(assets.policy())).html(200, html.toString());
    }

    /** The policy of a page of this server: it may ask this server, and nobody may frame it. */
    private static String own(String policy) {
        return policy.replace("form-action 'none'", "form-action 'self'; connect-src 'self'; frame-ancestors 'none'");
    }

    private void compare(Answer answer, List<String> names) throws IOException {
        if (names.size() != 2) {
            answer.plain(400, "mark two runs, and compare them then");
            return;
        }
        Optional<Path> left = shelf.run(names.get(0));
        Optional<Path> right = shelf.run(names.get(1));
        if (left.isEmpty() || right.isEmpty()) {
            missing(answer);
            return;
        }
        try {
            WebPage page = Report.comparison(
                    RunResult.read(left.get()).reportInput(),
                    RunResult.read(right.get()).reportInput());
            answer.policy(page.policy() + "; frame-ancestors 'none'").html(200, page.html());
        } catch (UserError e) {
            answer.plain(422, "cannot be compared: " + e.getMessage());
        }
    }

    private void file(Answer answer, List<String> path) throws IOException {
        Optional<Path> file = path.size() < 3
                ? Optional.empty()
                : shelf.file(path.get(1), String.join("/", path.subList(2, path.size())));
        if (file.isEmpty()) {
            missing(answer);
        } else {
            RunFile.answer(answer, file.get());
        }
    }

    private void events(Answer answer, List<String> path) throws IOException {
        Optional<Path> run = path.size() == 2 ? shelf.run(path.get(1)) : Optional.empty();
        if (run.isEmpty()) {
            missing(answer);
        } else {
            answer.stream("text/event-stream", 0, new LiveEvents(run.get(), open)::writeTo);
        }
    }

    private void zip(Answer answer, List<String> path) throws IOException {
        Optional<Path> run = path.size() == 2 ? shelf.run(path.get(1)) : Optional.empty();
        if (run.isEmpty()) {
            missing(answer);
        } else {
            answer
                    .with("Content-Disposition", "attachment; filename=\"" + RunFile.harmless(path.get(1)) + ".zip\"")
                    .stream("application/zip", 0, out -> RunZip.write(run.get(), out));
        }
    }

    private static void missing(Answer answer) throws IOException {
        answer.plain(404, "nothing stands here");
    }
}
