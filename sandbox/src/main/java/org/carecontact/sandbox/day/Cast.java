package org.carecontact.sandbox.day;

import org.carecontact.sandbox.people.Population;
import org.jspecify.annotations.Nullable;

/** Plays the people of one visit: the patient or relative and the doctor, through the services' HTTP APIs. */
final class Cast {

    /** The visits' messages to the hospital's gateway. */
    interface Hospitals {
        /** Ends the consultation (ADT A03). */
        void finish(Visit visit) throws InterruptedException;
    }

    /**
     * The outcome of a visit.
     *
     * @param request the accepted request's id, null when none was accepted
     * @param end the request's state at the end
     * @param fault what went otherwise than the story says; empty when nothing
     */
    record Result(Visit visit, @Nullable String request, String end, String fault) {
        boolean asTold() {
            return fault.isEmpty();
        }
    }

    private final Api api;
    private final Population population;
    private final Hospitals hospitals;
    private final News news;
    private final AtOnce atOnce = new AtOnce();

    Cast(Api api, Population population, Hospitals hospitals, News news) {
        this.api = api;
        this.population = population;
        this.hospitals = hospitals;
        this.news = news;
    }

    Result play(Visit visit) throws InterruptedException {
        VisitCalls calls = new VisitCalls(api, population, visit);
        Scene scene = new Scene(visit, calls, hospitals, news, atOnce);
        try {
            scene.play();
            String end = scene.end();
            String fault = end.equals(visit.story().end()) ? "" : "ended as " + end;
            return new Result(visit, calls.request(), end, fault);
        } catch (OffScript e) {
            return new Result(visit, calls.request(), scene.end(), String.valueOf(e.getMessage()));
        } finally {
            news.forget(String.valueOf(calls.request()));
        }
    }
}
