package org.carecontact.messaging.web;

import java.util.List;
import org.carecontact.messaging.ParkedRecords;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Parked keys, for the operator. */
@RestController
@RequestMapping("/admin/parked")
final class ParkedController {

    record Parked(String store, String key) {}

    record Discarded(boolean discarded) {}

    private final ParkedRecords parked;

    ParkedController(ParkedRecords parked) {
        this.parked = parked;
    }

    @GetMapping
    List<ParkedRecords.ParkedKey> list(Caller caller) {
        caller.mustBe(Role.OPERATOR);
        return parked.list();
    }

    /** Replays the key's records in order; repeating it is harmless. */
    @PostMapping("/replay")
    ParkedRecords.Replayed replay(Caller caller, @RequestBody Parked which) {
        caller.mustBe(Role.OPERATOR);
        return parked.replay(which.store(), which.key());
    }

    /** Drops the first record of a key for good; it stays in the dead-letter topic. */
    @PostMapping("/discard")
    Discarded discard(Caller caller, @RequestBody Parked which) {
        caller.mustBe(Role.OPERATOR);
        return new Discarded(parked.discard(which.store(), which.key()));
    }
}
