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
import org.carecontact.gateway.intake.Intake;
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

    static OpenDoor open(
            Feed feed,
            InetAddress address,
            Intake intake,
            Prints prints,
            PersonalValues values,
            Births births,
            LogicalIds ids,
            Clock clock) {
        FhirContext fhir = Context.R4;
        References references = new References(ids);
        Departments departments = new Departments(feed.meters());
        List<ResourceMapper<?>> mappers =
                new ArrayList<>(StaffMappers.all(references, departments, ids, prints, values));
        mappers.add(new PatientMapper(values, births, references));
        mappers.add(new EncounterMapper(references, ids, departments));
        ResourceIntake resources = new ResourceIntake(feed, intake, prints, ids, fhir, clock, mappers);
        FhirServer server = new FhirServer(fhir, feed, clock);
        mappers.forEach(mapper -> server.registerProvider(door(mapper, resources)));
        server.registerProvider(new BundleDoor(resources));
        Refusals refusals = new Refusals(feed, fhir, resources.types(), clock);
        server.registerInterceptor(refusals);
        return HttpDoor.open(feed, address, PATH, server, refusals);
    }

    private static <T extends Resource> ResourceDoor<T> door(ResourceMapper<T> mapper, ResourceIntake resources) {
        return new ResourceDoor<>(mapper.type(), resources);
    }
}
