package org.carecontact.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.gateway.feeds.DoorOpener.OpenDoor;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.fhir.reading.Departments;
import org.carecontact.gateway.fhir.reading.LogicalIds;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.ResourceMapper;
import org.carecontact.gateway.fhir.staff.StaffMappers;
import org.carecontact.gateway.http.HttpDoor;
import org.carecontact.gateway.intake.Inlet;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.hl7.fhir.r4.model.Resource;

/** Puts a FHIR server behind a feed's port, under {@code /fhir}. */
final class FhirDoor {

    private static final String PATH = "/fhir";

    /** Made with the first door; it takes time and memory. */
    private static final class Context {

        static final FhirContext R4 = make();

        private static FhirContext make() {
            FhirContext fhir = FhirContext.forR4();
            fhir.setParserErrorHandler(new ParseErrors());
            return fhir;
        }
    }

    private FhirDoor() {}

    static FhirContext context() {
        return Context.R4;
    }

    /** What takes the resources of a feed, by whatever way they come. */
    static ResourceIntake resources(
            Feed feed,
            Inlet inlet,
            Prints prints,
            PersonalValues values,
            Births births,
            LogicalIds ids,
            Clock clock,
            Latecomers latecomers) {
        References references = new References(ids);
        Departments departments = new Departments(feed.meters());
        List<ResourceMapper<?>> mappers =
                new ArrayList<>(StaffMappers.all(references, departments, ids, prints, values));
        mappers.add(new PatientMapper(values, births, references));
        mappers.add(new EncounterMapper(references, ids, departments));
        return new ResourceIntake(feed, inlet, prints, ids, context(), clock, latecomers, mappers);
    }

    static OpenDoor open(Feed feed, InetAddress address, ResourceIntake resources, Clock clock) {
        FhirContext fhir = context();
        FhirServer server = new FhirServer(fhir, feed, clock);
        resources.mappers().forEach(mapper -> server.registerProvider(door(mapper, resources)));
        server.registerProvider(new BundleDoor(resources));
        Refusals refusals = new Refusals(feed, fhir, resources.types(), clock);
        server.registerInterceptor(refusals);
        server.registerInterceptor(new IncomingBodies());
        return HttpDoor.open(feed, address, PATH, server, refusals);
    }

    private static <T extends Resource> ResourceDoor<T> door(ResourceMapper<T> mapper, ResourceIntake resources) {
        return new ResourceDoor<>(mapper.type(), resources);
    }
}
