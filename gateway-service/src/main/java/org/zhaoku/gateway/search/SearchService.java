package org.zhaoku.gateway.search;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.licence.LicenceQuery;
import org.zhaoku.gateway.licence.LicenceRow;
import org.zhaoku.gateway.licence.LicenceSearch;
import org.zhaoku.gateway.licence.LicenceSearch.Place;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pages through a department's licences. */
@Service
@EnableConfigurationProperties(SearchService.Settings.class)
class SearchService {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private final LicenceSearch search;
    private final Cursors cursors;
    private final Clock clock;
    private final Duration settle;

    SearchService(LicenceSearch search, Cursors cursors, Clock clock, Settings settings) {
        this.search = search;
        this.cursors = cursors;
        this.clock = clock;
        this.settle = settings.settle();
    }

    /**
     * The feed.
     *
     * @param settle {@code zhaoku.feed.settle}: how old a change must be to be shown
     */
    @ConfigurationProperties("zhaoku.feed")
    record Settings(@DefaultValue("5s") Duration settle) {}

    /**
     * Licences of one page.
     *
     * @param licences in their order
     * @param cursor for the next page; absent when there is none
     */
    record Page(List<LicenceRow> licences, @Nullable String cursor) {}

    /** A page, the newest first. */
    Mono<Page> page(LicenceQuery query, @Nullable String cursor, @Nullable Integer limit) {
        int most = limit(limit);
        String through = through(query);
        return search.find(query, cursors.read(through, cursor), most + 1)
                .collectList()
                .map(rows -> {
                    List<LicenceRow> shown = rows.subList(0, Math.min(most, rows.size()));
                    return new Page(
                            List.copyOf(shown),
                            rows.size() <= most
                                    ? null
                                    : cursors.write(through, place(shown.get(most - 1), LicenceRow::receivedAt)));
                });
    }

    /** All that match, the newest first. */
    Flux<LicenceRow> all(LicenceQuery query) {
        return search.find(query, Optional.empty(), 0);
    }

    /** What came into force or changed after the cursor. The page's cursor is always there: ask with it again later. */
    Mono<Page> changed(UnifiedSocialCreditCode department, @Nullable String cursor, @Nullable Integer limit) {
        String through = "feed/" + department.value();
        Instant until = clock.instant().minus(settle);
        return search.changed(department, cursors.read(through, cursor), until, limit(limit))
                .collectList()
                .map(rows -> new Page(
                        rows,
                        rows.isEmpty()
                                ? cursor
                                : cursors.write(
                                        through,
                                        place(
                                                rows.get(rows.size() - 1),
                                                row -> Optional.ofNullable(row.changed())
                                                        .orElseThrow()))));
    }

    private static Place place(LicenceRow last, Function<LicenceRow, Instant> at) {
        return new Place(at.apply(last), last.id());
    }

    private static int limit(@Nullable Integer limit) {
        int most = limit == null ? DEFAULT_LIMIT : limit;
        if (most < 1 || most > MAX_LIMIT) {
            var errors = new FieldErrors();
            errors.add("limit", FieldError.Code.RANGE, "expected 1 to " + MAX_LIMIT);
            errors.throwIfAny();
        }
        return most;
    }

    private static String through(LicenceQuery query) {
        return String.join(
                "/",
                query.department().value(),
                query.identifier().orElse(""),
                query.holder().orElse(""),
                query.type().map(type -> type.value()).orElse(""),
                query.state().map(Enum::name).orElse(""),
                query.from().map(Object::toString).orElse(""),
                query.to().map(Object::toString).orElse(""));
    }
}
