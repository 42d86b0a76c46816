package org.carecontact.gateway.soap;

import java.util.Map;
import java.util.Optional;
import org.carecontact.gateway.dialects.Dialect;

/** The services of WS/T 846-2024 that say something here; the root element and the interactionId do not tell them apart. */
enum Service {
    PATIENT_INFO_REGISTER("PatientInfoRegister"),
    PATIENT_INFO_UPDATE("PatientInfoUpdate"),
    PATIENT_INFO_MERGE("PatientInfoMerge"),
    OUT_PATIENT_INFO_ADD("OutPatientInfoAdd"),
    OUT_PATIENT_INFO_UPDATE("OutPatientInfoUpdate"),
    IN_PATIENT_INFO_ADD("InPatientInfoAdd"),
    IN_PATIENT_INFO_UPDATE("InPatientInfoUpdate"),
    TRANSFER_INFO_ADD("TransferInfoAdd"),
    TRANSFER_INFO_UPDATE("TransferInfoUpdate"),
    DISCHARGE_INFO_ADD("DischargeInfoAdd"),
    DISCHARGE_INFO_UPDATE("DischargeInfoUpdate"),
    PROVIDER_INFO_REGISTER("ProviderInfoRegister"),
    PROVIDER_INFO_UPDATE("ProviderInfoUpdate"),
    ORGANIZATION_INFO_REGISTER("OrganizationInfoRegister"),
    ORGANIZATION_INFO_UPDATE("OrganizationInfoUpdate"),
    SOURCE_AND_SCHEDULE_INFO_ADD("SourceAndScheduleInfoAdd"),
    SOURCE_AND_SCHEDULE_INFO_UPDATE("SourceAndScheduleInfoUpdate"),
    OUT_PATIENT_APPOINT_STATUS_INFO_ADD("OutPatientAppointStatusInfoAdd"),
    OUT_PATIENT_APPOINT_STATUS_INFO_UPDATE("OutPatientAppointStatusInfoUpdate"),
    OPERATION_SCHEDULE_INFO_ADD("OperationScheduleInfoAdd"),
    OPERATION_SCHEDULE_INFO_UPDATE("OperationScheduleInfoUpdate"),
    OPERATION_STATUS_INFO_UPDATE("OperationStatusInfoUpdate");

    private final String action;

    Service(String action) {
        this.action = action;
    }

    /** The name that an action has in the standard: the bus may have its own, as S0026, or write an address before it. */
    static String name(String action, Dialect dialect) {
        String bare = action.strip();
        for (Map.Entry<String, String> alias : dialect.actions().entrySet()) {
            if (alias.getKey().equalsIgnoreCase(bare)) {
                return alias.getValue();
            }
        }
        int end = Math.max(bare.lastIndexOf('/'), Math.max(bare.lastIndexOf(':'), bare.lastIndexOf('#')));
        return end < 0 ? bare : name(bare.substring(end + 1), dialect);
    }

    /** The service of this name, in whatever case; empty when it says nothing here. */
    static Optional<Service> named(String name) {
        for (Service service : values()) {
            if (service.action.equalsIgnoreCase(name)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }
}
