package org.carecontact.kernel.web;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.function.Function;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Parked keys, for the operator. */
@RestController
@RequestMapping("/admin/parked")
final class ParkedController {

    record Parked(@Nullable String store, @Nullable String key) {}

    record FirstParked(
            @Nullable String store,
            @Nullable String key,
            @Nullable String record) {}

    record Discarded(boolean discarded) {}

    private final ParkedRecords parked;

    ParkedController(ParkedRecords parked) {
        this.parked = parked;
    }

    @Operation(summary = "Lists the parked keys, each with its first record")
    @GetMapping
    Page<ParkedRecords.ParkedKey> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Role.OPERATOR);
        List<ParkedRecords.ParkedKey> rest = parked.list().stream()
                .filter(key -> cursor == null || key.record().compareTo(cursor) > 0)
                .limit(Page.toRead(limit))
                .toList();
        return Page.of(rest, limit, ParkedRecords.ParkedKey::record, Function.identity());
    }

    @Operation(summary = "Replays a key's records in order; repeating it is harmless")
    @PostMapping("/replay")
    ParkedRecords.Replayed replay(Caller caller, @RequestBody Parked which) {
        caller.mustBe(Role.OPERATOR);
        return parked.replay(given("store", which.store()), given("key", which.key()));
    }

    @Operation(
            summary = "Drops the first record of a key for good",
            description = "The record stays in the dead-letter topic. Repeating the call is harmless.")
    @PostMapping("/discard")
    Discarded discard(Caller caller, @RequestBody FirstParked which) {
        caller.mustBe(Role.OPERATOR);
        return new Discarded(parked.discard(
                given("store", which.store()), given("key", which.key()), given("record", which.record())));
    }

    private static String given(String field, @Nullable String value) {
        if (value == null) {
            throw Problem.of("malformed-body").field(field).exception();
        }
        return value;
    }
}
